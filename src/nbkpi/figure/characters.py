"""The characters that figures and texts are read in: ASCII signs, common numerals, simplified forms."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from unicodedata import normalize

from nbkpi.patterns import regex

_SPACE = regex(r"\s+")
_TRADITIONAL = (
    "並佔來係倉個傳債傷傾僅僑僱價儀億償優儲內兩冊凍凱別刪創劃劇劉劑勁動務勝勞勢勵匯區協卻參吳員問單嗎嘆噴噸圍園圓圖團"
    "執堅堯報場塊塵墊墳墾壇壓壞夢夾奧奪奮妝娛婁婦媽嬰孫學孿宮實寧審寫寬寶將專尋對導屆屍屢層屬島峽崗嶺嶼嶽帥師帶幣幫幹"
    "幾庫廚廟廠廢廣廳張強彈彙後徑從復徹恆悅惡惱愛態慶憂憑憲懇應懶懷戰戲戶拋掃掛採揀揚換損搖摟擁擇擊擋擔據擠擬擴擺攔攜"
    "攝攤攬敗敘敵數斃斬斷於時晉晝暫曆曉曬書會朧東桿條棄棗棟楊業極榮構槍槳樁樂樓標樞樣樸樹橋機橢檔檢檯櫃欄權歐歡歲歷殘"
    "殯殺毀毆氣汙決沒沖況洶浹涇涼淚淥淨淪淵淺減渾湊湧湯準溝溫滄滅滌滬滯滲滾滿漁漢漲漸潑潔潛潤澀澤濁濃濕濟濤濫濱瀉瀏瀕"
    "瀘瀝瀟灣災為無煉煙煩熱燈燒營爐爭爺爾牆牽犧狀狹獄獎獨獲獵獸獻現瑪環璽瓊甕產畝畢畫異當疊瘋療癢發皺盜盞盡監盤眾睏瞞"
    "矚矯硯確碼磚礎礙礦禍禦禮禿秈稅種稱穀積穩窩窮窯竄竅竇競筆箋節範築篤簡簽籃籌糞糧糾紀紂約紅紋納紐純紙級紛紡細終組絆"
    "結絕絞絡給絨統絲綁經綜綠維綱網綴緊緒線緝締緣編緩緯練縛縣縫縮縱縷總績織繕繞繩繪繫繭繳繼續纏纖缽罈罰罵罷羅羣羨義習"
    "翹聖聞聯聰聲職聽聾肅脅脈脛脫腎腦腫腳腸膚膠膽臉臟臨臺與興舉舊艦艱艷芻莊莖莢華萊萬葉葦葷蒼蓋蓮蔣蔥蔭蕩蕭薦薩藍藝藥"
    "蘆蘇蘭蘿處虛號虧蛻蝕螞蟲蠅蠶術衛衝裊補裝裡製複襖襯見規覓視親覺覽觀觸訂計訊討訓託記訟訪設許訴診註詐評詞詢試詩話該"
    "詳誇誌認誕誘語誠誤說誰課調談請諒論諮諸諾謀謂謊謎謙講謝謠謹證識譚譜譯議譴護譽讀變讓讚豎豐豬貓貝貞負財貢貧貨販貪貫"
    "責貯貴貶買貸費貼貿賀賃資賊賓賜賞賠賢賣賤賦質賬賭賴購賽贈贏趕趙趨跡踐踴躍車軌軍軒軟軸較載輔輕輛輝輩輪輯輸轄轉轟辦"
    "辭農迴這連週進遊運過達違遙遜遞遠適遲遷選遺遼邁還邊郵鄉鄒鄧鄭鄰鄲酈醜醞醫釀釋釘針釣鈔鈞鈣鉀鉅鉛鉤銀銅銳銷鋁鋒鋪鋸"
    "鋼錄錘錢錦錫錯錶鍊鍋鍛鍵鎖鎮鏈鏡鐘鐵鑄鑑鑒鑽長門閃閉開閑間閘閣閱闆闊關闡陝陣陰陳陸陽隊階際隨險隱隸隻雖雙雜雞離難"
    "雲電霧靈靜鞏韌韓響頁頂頃項順須頌預頑頓頗領頭頰頸頻題額顏願類顧顯風颱飄飛飢飯飲飼飽飾餃餅養餓餘館饋馬駐駕駛駱駿騎"
    "騙騰騷驅驕驗驚驟髒體髮鬆鬥魚魯鮮鯉鯨鳥鳳鳴鴨鴻鵝鹽麗麥麼黃點黨齊齒齡龍龜壯"
    "歳単総県齢"
)
_SIMPLIFIED = (
    "并占来系仓个传债伤倾仅侨雇价仪亿偿优储内两册冻凯别删创划剧刘剂劲动务胜劳势励汇区协却参吴员问单吗叹喷吨围园圆图团"
    "执坚尧报场块尘垫坟垦坛压坏梦夹奥夺奋妆娱娄妇妈婴孙学孪宫实宁审写宽宝将专寻对导届尸屡层属岛峡岗岭屿岳帅师带币帮干"
    "几库厨庙厂废广厅张强弹汇后径从复彻恒悦恶恼爱态庆忧凭宪恳应懒怀战戏户抛扫挂采拣扬换损摇搂拥择击挡担据挤拟扩摆拦携"
    "摄摊揽败叙敌数毙斩断于时晋昼暂历晓晒书会胧东杆条弃枣栋杨业极荣构枪桨桩乐楼标枢样朴树桥机椭档检台柜栏权欧欢岁历残"
    "殡杀毁殴气污决没冲况汹浃泾凉泪渌净沦渊浅减浑凑涌汤准沟温沧灭涤沪滞渗滚满渔汉涨渐泼洁潜润涩泽浊浓湿济涛滥滨泻浏濒"
    "泸沥潇湾灾为无炼烟烦热灯烧营炉争爷尔墙牵牺状狭狱奖独获猎兽献现玛环玺琼瓮产亩毕画异当叠疯疗痒发皱盗盏尽监盘众困瞒"
    "瞩矫砚确码砖础碍矿祸御礼秃籼税种称谷积稳窝穷窑窜窍窦竞笔笺节范筑笃简签篮筹粪粮纠纪纣约红纹纳纽纯纸级纷纺细终组绊"
    "结绝绞络给绒统丝绑经综绿维纲网缀紧绪线缉缔缘编缓纬练缚县缝缩纵缕总绩织缮绕绳绘系茧缴继续缠纤钵坛罚骂罢罗群羡义习"
    "翘圣闻联聪声职听聋肃胁脉胫脱肾脑肿脚肠肤胶胆脸脏临台与兴举旧舰艰艳刍庄茎荚华莱万叶苇荤苍盖莲蒋葱荫荡萧荐萨蓝艺药"
    "芦苏兰萝处虚号亏蜕蚀蚂虫蝇蚕术卫冲袅补装里制复袄衬见规觅视亲觉览观触订计讯讨训托记讼访设许诉诊注诈评词询试诗话该"
    "详夸志认诞诱语诚误说谁课调谈请谅论咨诸诺谋谓谎谜谦讲谢谣谨证识谭谱译议谴护誉读变让赞竖丰猪猫贝贞负财贡贫货贩贪贯"
    "责贮贵贬买贷费贴贸贺赁资贼宾赐赏赔贤卖贱赋质账赌赖购赛赠赢赶赵趋迹践踊跃车轨军轩软轴较载辅轻辆辉辈轮辑输辖转轰办"
    "辞农回这连周进游运过达违遥逊递远适迟迁选遗辽迈还边邮乡邹邓郑邻郸郦丑酝医酿释钉针钓钞钧钙钾巨铅钩银铜锐销铝锋铺锯"
    "钢录锤钱锦锡错表炼锅锻键锁镇链镜钟铁铸鉴鉴钻长门闪闭开闲间闸阁阅板阔关阐陕阵阴陈陆阳队阶际随险隐隶只虽双杂鸡离难"
    "云电雾灵静巩韧韩响页顶顷项顺须颂预顽顿颇领头颊颈频题额颜愿类顾显风台飘飞饥饭饮饲饱饰饺饼养饿余馆馈马驻驾驶骆骏骑"
    "骗腾骚驱骄验惊骤脏体发松斗鱼鲁鲜鲤鲸鸟凤鸣鸭鸿鹅盐丽麦么黄点党齐齿龄龙龟壮"
    "岁单总县龄"
)
_RADICALS = {code: normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
"""The signs of dictionaries that PDFs hold in the place of characters: ⽉ for 月."""
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SIGNS = {0x3000: 0x20, 0x2212: 0x2D, 0xFE63: 0x2D, 0xFE6A: 0x25}
_COMMON = (
    str.maketrans(_TRADITIONAL, _SIMPLIFIED)
    | str.maketrans("貳叄倆圓圆", "贰叁两元元")
    | _RADICALS
    | _FULL_WIDTH
    | _SIGNS
)
"""Every character that is written in another form, with the form that rules are written in."""

NUMERALS = "零〇一二两三四五六七八九十百千万亿"
_CLEAR, _UNCLEAR = "壹贰叁柒捌玖佰仟", "肆伍陆拾"
_FORMAL = str.maketrans(_CLEAR + _UNCLEAR, "一二三七八九百千四五六十")
_ANY = _CLEAR + _UNCLEAR
_FORMAL_SIGNS = frozenset(_ANY)
_FORMAL_NUMERAL = regex(
    rf"[{_ANY}](?=[{_ANY}万亿元角])|[{_CLEAR}](?=\s+[{_ANY}万亿])|(?<=[{_ANY}])[{_ANY}]"
    rf"|(?<=分之)[{_ANY}]|(?:(?<=之)|(?<=之 ))[{_CLEAR}]|(?<=[元角])[{_ANY}](?=[角分])"
    rf"|[{_CLEAR}](?=\s*[{NUMERALS}点折成分])|(?<=[{NUMERALS}点负0-9])[{_CLEAR}]"
    rf"|(?<![\u4e00-\u9fff])[{_UNCLEAR}](?=\s*[{NUMERALS}点])"
    rf"|(?<=[十百千零点])[{_UNCLEAR}](?=[{NUMERALS}元角]|(?![\u4e00-\u9fff]))"
    rf"|^负?[{_ANY}](?=分?$)"
)
"""Formal numerals where they are numerals: the signs of 大陆, 队伍 and 收拾 mostly are none."""

_INSIDE_NUMBERS = NUMERALS + "点分之个多余几半又成折负"
_STRAY = regex(
    rf"(?<=[{_INSIDE_NUMBERS}])[ \u00a0]+(?=[{_INSIDE_NUMBERS}])"
    rf"|(?<=[于或<>])[ \u00a0]+(?=[或等=])"
    rf"|(?<=[千百万亿])[ \u00a0]+(?=[1-9][十百千])|(?<=[零又之])[ \u00a0]+(?=[0-9])"
    rf"|(?<=[0-9])[ \u00a0]+(?=[点又]|分[ \u00a0]*之)"
)
"""Blanks inside a number: 一百 五十 二, 百 分之 2."""
_PLACES = "十百千万亿"
_NUMERAL = regex(f"[{NUMERALS}1-9]+")


def normalise(text: str) -> str:
    """Full-width characters in ASCII, traditional ones simplified, formal numerals common; of the same length."""
    plain = text.translate(_COMMON)
    if plain.isascii() or _FORMAL_SIGNS.isdisjoint(plain):
        return plain
    return _FORMAL_NUMERAL.sub(lambda match: match[0].translate(_FORMAL), plain)


class Joined:
    """A text with some spans cut out, and which place of it was which place of the whole text."""

    def __init__(self, text: str, gaps: Iterable[tuple[int, int]]) -> None:
        self.removed: list[int] = []
        """Of each character left out, where the text goes on without it."""
        kept: list[str] = []
        at = length = 0
        for start, end in gaps:
            kept.append(text[at:start])
            length += start - at
            self.removed += [length] * (end - start)
            at = end
        kept.append(text[at:])
        self.text = "".join(kept)

    def place(self, place: int) -> int:
        """The place in the whole text of a place in the shorter one."""
        return place + bisect_right(self.removed, place)

    def place_within(self, place: int) -> int:
        """The place in the shorter text of a place in the whole one."""
        return place - bisect_left(range(len(self.removed)), place, key=lambda index: self.removed[index] + index)


def joined(text: str) -> Joined:
    """A normalised text without the blanks inside its numbers."""
    if " " not in text and "\u00a0" not in text:
        return Joined(text, ())
    strays = (match.span() for match in _STRAY.finditer(text))
    return Joined(text, (span for span in strays if not _parts_two(text, *span)))


def _parts_two(text: str, start: int, end: int) -> bool:
    """Whether a blank parts two numbers: 三百 四百 and 三 四, not 三百 四十."""
    behind = _NUMERAL.match(text, end)
    if behind is None or text[start - 1] not in NUMERALS:
        return False
    place = _PLACES.find(text[start - 1])
    if place < 0:
        return text[end] not in _PLACES
    # 一千 二百万 is one number: 万 and 亿 come after all places below them.
    following = behind[0] if text[start - 1] in "万亿" else re.split("[万亿]", behind[0])[0]
    return any(one in following for one in _PLACES[place:])


def heading_key(text: str) -> str:
    """What of a heading counts when headings are compared: neither blanks nor the width of characters."""
    return _SPACE.sub("", normalise(text)) if not text.isalnum() or not text.isascii() else text
