"""Common given names of the languages read; they decide only where address and signature are silent."""

GIVEN_NAMES = """
aaron abby abigail adam adele adrian adriana agnes agnieszka ahmed aileen aisha aishwarya alain alan alba albert alberto alejandra
alejandro alessandra alessandro alex alexa alexander alexandra alexandre alexis alfonso ali alice alicia alina alison allison alma
amanda amber amelia amelie amina amir amit amy ana anand anastasia anders andre andrea andreas andres andrew andy angela angelika anika
anil anita anja anjali ann anna annabel anne annette annika antje antoine anton antonella antonia antonio anya ariana arjun armin arthur
arturo asha ashley astrid audrey aurelie ava axel ayesha barbara bart bas beata beate beatrice beatriz ben benedikt benjamin bernd bert
beth bettina bianca bill birgit bjorn bob bogdan boris brad bram brandon brenda brett brian bridget brigitte britta bruce bruno bryan
caitlin camila camille carina carl carla carlo carlos carmen carol carolin carolina caroline carsten catarina catherine cathy cecile
cecilia celine chantal charles charlie charlotte chiara chloe chris christa christian christiane christina christine christoph
christophe christopher cindy claire clara claudia claudio clemens cleo colin conny connor cora corinna cristian cristina cynthia dafne
daan dagmar daisy damien dan dana daniel daniela danielle danny daria dario dave david davide dawn deborah debbie deepa deepak delphine
denis denise dennis derek devika devon diana diane diego dieter dimitri dina dirk dolores dominic dominik donna dora doris dorothea
dorothee douglas dylan eamon eddie edgar eduardo edward eileen elaine elena eleanor elif elias elijah elisa elisabeth elizabeth elke
ella ellen elodie els elsa emil emilia emilie emily emma emmanuel enrico enrique eric erica erik erika erin ernesto esra estelle esther
ethan eugenia eva evelyn fabian fabienne fabio farah fatima federica federico felicia felipe felix ferdinand fernanda fernando filip
filipa filippo fiona flora florence florian fran frances francesca francesco francine francis francisco francois frank franz franziska
fred frederic frederik frieda friederike gabriel gabriela gabriele gabriella gareth gary gaurav geert gemma geoff georg george georgia
georgina gerald gerard gerd gerhard gesa gianluca gina giorgia giorgio giovanna giovanni giulia giuseppe gloria gonzalo grace graham
greg gregor greta guido guillaume gunter gustavo hannah hanna hanne hannes hans harald harriet harry hassan hazel heather hector heidi
heike heiko heinz helen helena helene helga helmut hendrik henri henrik henry herve hilary holger holly hugo ian ibrahim ida ignacio
igor ilaria ilona ilse imogen imran ina ines inga inge ingrid irena irene iris irina isaac isabel isabella isabelle ivan ivana ivo jack
jacob jacqueline jacques jade jaime jake jakob james jamie jan jana jane janet janina janine jasmin jasmine jason javier jay jean jeanne
jeff jelena jennifer jenny jens jeremy jerome jess jessica jesus jill jim jo joachim joana joanna joanne joao joaquin jochen joe joel
joelle johan johann johanna johannes john jon jonas jonathan jordan jordi jorg jorge jose josef josefine joseph josh joshua joyce juan
juana judith julia julian juliana julie julien juliette julio june jurgen justin justyna jutta kai karen karim karin karina karl karla
karsten kasia katarina kate katharina katherine kathleen kathrin kathryn kathy katie katja katrin kay keith kelly ken kenneth kerry
kerstin kevin kim kimberly kirsten klaus konrad konstantin kristen kristin kristina kurt kyle lara lars laura lauren laurence laurent
lea leah lena leo leon leonie leonor leslie leticia lidia lieke lilian liliana lily lina linda lindsay lisa lise liz lorena lorenzo
lorraine lotte louis louisa louise luca lucas lucia lucie lucy luigi luis luisa lukas luke lydia lynn maarten madeleine madison mael
magdalena maggie mai maike maja malik malte mandy manfred manon manuel manuela mara marc marcel marcela marcello marcia marco marcos
marcus margaret margarita margaux margot maria mariam marian mariana marianne marie marieke marijke marina mario marion marisa marit
marius mark marko markus marlene marta martha martin martina martine mary mateo mateusz mathias mathieu mathilde matt matteo matthew
matthias maud maureen maurice mauricio mauro max maxime maximilian maya megan mehmet meike melanie melissa mercedes meredith mia micaela
michael michaela michal michel michele michelle miguel mike mila milan milena mina mira miriam mirjam mohamed mohammed moira molly mona
monica monika monique moritz muriel nadia nadine nadja naomi natalia natalie natasha nathalie nathan neha neil nele nelson nicholas nick
nico nicola nicolas nicole nigel nikhil nikita niklas nils nina noah noelia noemi nora norbert nuria oksana olaf oleg olga oliver olivia
olivier omar orla oscar oskar otto pablo paloma pam pamela paola paolo pascal patricia patrick patrizia patty paul paula paulo pauline
pavel pedro peggy penelope peter petra phil philip philipp philippe phoebe pia pierre pieter pietro pilar piotr poppy prakash priya
rachel rafael rahul raj rajesh ralf ralph ramon raphael raquel raul ravi ray raymond rebecca regina reinhard remy rene renata renate
ricardo riccardo richard rick rita rob robert roberta roberto robin rocio rodrigo roger roland rolf romain roman romina ron rosa
rosalind rose rosemary rosie ross roxana roy ruben rudi rupert russell ruth ryan sabine sabrina salma salvatore sam samantha samir
samira samuel sandeep sander sandra sandrine sandy sanjay sara sarah sascha saskia scott sean sebastian selina serena serge sergio
shannon sharon shaun sheila sherry shirin shreya silja silke silvia simon simona simone sina siobhan sofia sofie sonia sonja sophia
sophie stacey stefan stefania stefanie stefano stella stephan stephane stephanie stephen steve steven stuart sue sunil susan susana
susanne suzanne svea sven svenja svetlana swati sylvia sylvie tamara tanja tania tanya tara tatiana ted teresa terry tessa theo theresa
thierry thijs thomas tiago tilo tim timo tina tobias todd tom tomas tommaso tony tracey tracy tristan ulrich ulrike ursula uta ute uwe
valentin valentina valerie vanessa vera verena veronica veronika vicky victor victoria vijay vikram viktor viktoria vincent vincenzo
viola virginia vivian vivien volker walter wanda wei wendy werner wiebke wilhelm will willem william wolfgang xavier yan yann yannick
yara yasmin yolanda yuki yusuf yvette yvonne zara zoe zofia
"""
