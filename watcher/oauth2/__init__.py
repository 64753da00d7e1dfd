"""Signing in by OAuth2, in processes that live for a moment: the child that gets a token, and the command `login`.

    python -I -m watcher.oauth2    a request on stdin (config.bearer), a token or the reason for none on stdout
    tokens      what is kept, where, and who may renew it just now
    endpoint    one request to the sign-in service, and what its answer means
    renew       from the tokens that are kept to one that is good now
    device      signing in with a code on another device (RFC 8628)
    browser     signing in in a browser, which comes back to this machine (RFC 8252, RFC 7636) or is pasted back

The forms of requests and answers are oauthlib's (RFC 6749, 7636, 8628): it opens nothing itself, is well kept, and is here already beneath
apprise. Authlib and msal were looked at: the one brings cryptography and JOSE for what is not needed here, the other speaks to one
provider. The HTTP is the standard library's: certificates are the system's, redirects are not followed, ~/.netrc is not looked at.

Nothing here is imported by the daemon. What keeps secrets (files of mode 0600, the keyring, programs) is config's.
"""
