"""Word lists of our own for the name recogniser, written by hand; kind by kind."""

OWN = {
    # titles and trades before a name
    "ownT": "crown mr mr. mrs mrs. ms ms. dr dr. prof prof. sir lord lady dame president vice-president premier "
    "chancellor minister senator sen sen. rep rep. representative congressman congresswoman gov gov. "
    "governor mayor general gen gen. colonel col col. major maj. captain capt. lt lt. lieutenant sgt "
    "sgt. sergeant admiral adm. brig. brigadier commander cmdr. marshal judge justice king queen prince "
    "princess emperor sultan sheikh sheik shaikh emir ayatollah imam mullah pope cardinal archbishop "
    "bishop father rev rev. reverend pastor rabbi secretary chairman chairwoman director chief "
    "spokesman spokeswoman spokesperson ambassador envoy leader commissioner deputy prosecutor "
    "professor coach striker midfielder defender goalkeeper captain analyst economist lawyer attorney "
    "officer editor candidate lawmaker mp speaker strongman dictator rebel warlord cleric guerrilla "
    "detective inspector correspondent columnist dealer trader ",
    # head words of organisations
    "ownO": "party ministry council university college institute institution inc inc. corp corp. co. co ltd "
    "ltd. plc group company corporation bank agency association committee commission organisation "
    "organization union federation league club foundation court parliament senate congress assembly "
    "army navy force forces police department bureau office authority board society front movement "
    "alliance coalition brigade brigades guard guards news times post journal tribune herald gazette "
    "airlines airways motors industries holdings partners fund trust academy school hospital service "
    "services command network centre center alliance congress confederation tribunal secretariat "
    "administration house cabinet government militia regiment corps fc united city rovers athletic "
    "wanderers town county ",
    # head words of places
    "ownL": "river lake mount mountain mountains island islands sea ocean gulf bay strait desert valley "
    "province district region state county city town village peninsula street road avenue square bridge "
    "airport port coast north south east west northern southern eastern western central upper lower "
    "governorate republic kingdom territory canal dam park palace ",
    # prepositions of place
    "ownP": "in at near from to into across inside outside around toward towards through throughout between "
    "within via off ",
    # months and days
    "ownM": "january february march april may june july august september october november december jan jan. feb "
    "feb. aug aug. sept sept. oct oct. nov nov. dec dec. monday tuesday wednesday thursday friday "
    "saturday sunday ",
    # particles of names
    "ownA": "al el bin ibn abu abdul abd abdel umm ould ben van von der de da di la le du dos del della den ul "
    "ur al- zu ",
    # verbs of saying
    "ownV": "said says told added announced warned urged accused denied claimed argued insisted noted wrote "
    "testified tweeted vowed replied asked declared ",
    # countries and regions beside the lists
    "ownN": "u.s. u.s uk u.k. usa u.s.a. uae u.a.e. drc prc ussr britain england scotland wales holland burma "
    "yugoslavia zaire czechoslovakia rhodesia palestine kurdistan kosovo chechnya gaza crimea europe "
    "africa asia america darfur tibet xinjiang kashmir balkans caucasus siberia scandinavia antarctica "
    "oceania ",
    # peoples and creeds
    "ownD": "british english scottish welsh irish dutch french spanish american african european asian arab "
    "arabs kurdish kurd kurds palestinian palestinians islamic muslim muslims christian christians "
    "jewish jew jews sunni shiite shia shi'ite catholic catholics hindu hindus buddhist kosovar chechen "
    "tibetan uighur latin western zairean yugoslav bosnian serb serbs croat croats balkan scandinavian "
    "burmese taiwanese filipino hutu tutsi hispanic latino republican democratic democrat republicans "
    "democrats communist soviet ",
    # news agencies
    "ownR": "ap afp reuters reuter upi xinhua tass interfax itar-tass irna cnn bbc ",
    # given names and surnames of Arabic, Asian and African public life
    "owng": "ahmed ahmad mohammed mohammad muhammad mohamed mohamad ali hassan hasan hussein hussain husayn "
    "omar umar osman othman khalid khaled ibrahim ismail yusuf youssef yousef yasser yasir yahya "
    "mustafa mostafa mahmoud mahmud hamid hameed hamad hamza jamal gamal kamal karim kareem rashid "
    "rasheed rahim saleh salih salim saleem sami samir said saeed saad faisal faysal fahd farid farouk "
    "faruq fadi fuad fouad ghassan ghazi habib haidar haider hadi hashem hashim hisham hosni idris "
    "imran issa jaafar jafar jaber jabbar jalal jihad jassim kadhim kazim latif majid malik mansour "
    "mansur marwan masoud massoud mazen moqtada muqtada muktada munir murad musa mussa nabil nabih "
    "nadir najib nasser nasir nasrallah nawaf nizar nouri nuri qais qasem qassem qasim rafiq rafik "
    "ramadan ramzi rauf riad riyad saddam sadiq safwan salah salman saud shaker sharif shafiq sultan "
    "taha tahir talal talib tareq tariq tarik turki usama osama wael walid waleed yassin zaid zayd "
    "zahir zaki ziad ziyad zia abdallah abdullah abdulaziz abdulrahman abdelaziz abdelkader abdelfattah "
    "abbas adel adil adnan akram alaa amin amir amr anwar arif asad assad ashraf ayman aziz azzam "
    "bashar bashir barham barzan bilal burhan haniyeh hanan fatima aisha layla leila mariam maryam "
    "zainab zaynab noor nadia samira salma rania reza rouhani javad mehdi mahdi hossein hosein akbar "
    "ruhollah khamenei sadegh mohsen behzad dariush cyrus farhad hamed kourosh masoumeh nasrin shirin "
    "nechirvan mazloum hoshyar masrour haydar ammar qusay uday izzat falah iyad ayad hoshiyar barzani "
    "talabani recep tayyip erdogan ahmet mehmet kemal devlet selahattin narendra rahul rajiv indira "
    "sonia manmohan atal amit arvind sanjay rajesh ravi suresh ramesh vijay anil sunil deepak ashok "
    "priyanka arun nawaz shehbaz benazir asif pervez zardari bilawal bhutto karzai gulbuddin "
    "burhanuddin sheikh hasina khaleda mujibur ziaur mahinda gotabaya ranil chandrika xi jinping hu "
    "jintao wen jiabao li keqiang deng xiaoping mao zedong zhou enlai jiang zemin zhu rongji wang zhang "
    "liu chen yang zhao huang wu sun lin kim park lee choi jung kang cho moon jong-un jong-il il-sung "
    "jae-in geun-hye myung-bak shinzo junichiro yoshihide fumio taro tsai ing-wen shui-bian ma "
    "ying-jeou aung san suu kyi thein min hlaing ne win nguyen tran le pham phan vo dang ho chi minh "
    "hun sen sihanouk norodom thaksin yingluck shinawatra prayuth mahathir razak joko widodo susilo "
    "bambang yudhoyono sukarno suharto megawati sukarnoputri prabowo rodrigo duterte benigno aquino "
    "corazon gloria ferdinand marcos nelson mandela thabo mbeki jacob zuma cyril ramaphosa desmond tutu "
    "robert mugabe morgan tsvangirai emmerson mnangagwa raila odinga uhuru kenyatta mwai kibaki daniel "
    "arap moi william ruto yoweri museveni kizza besigye paul kagame pierre nkurunziza laurent joseph "
    "kabila etienne tshisekedi felix mobutu sese seko goodluck jonathan olusegun obasanjo muhammadu "
    "buhari umaru yar'adua sani abacha bola tinubu kwame nkrumah jerry rawlings john kufuor mahama nana "
    "akufo-addo alassane ouattara gbagbo blaise compaore thomas sankara idriss deby hissene habre salva "
    "kiir riek machar meles zenawi abiy hailemariam isaias afwerki haile selassie mengistu siad barre "
    "amina okonkwo chukwu oluwaseun adebayo ngozi chinua wole kofi annan yaya jammeh adama barrow macky "
    "sall abdoulaye wade ellen sirleaf weah taylor ahmadou toumani keita modibo moussa mamadou ousmane "
    "ibrahima seydou amadou boubacar souleymane jakaya kikwete magufuli nyerere joyce banda hastings "
    "bingu mutharika levy mwanawasa hage sam nujoma jose eduardo dos santos savimbi joaquim chissano "
    "guebuza ",
}
CODES = (
    "USA GBR FRA GER ITA ESP RUS CHN JPN KOR AUS CAN BRA ARG NED BEL SUI AUT SWE NOR DEN FIN POL CZE HUN "
    "ROM ROU BUL UKR KEN ETH RSA NGR EGY MAR ALG TUN CUB JAM MEX COL VEN IND PAK SRI NZL IRL POR PRT GRE "
    "TUR CRO SLO SVK QAT KSA IRQ IRN "
)
