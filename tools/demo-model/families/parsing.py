"""Parsing text, dates and times, files."""
from families.base import F, theme

theme("parsing")
F("parse_numbers", "text:str -> ints", "parse a comma separated string of numbers|turn a string like 1,2,3 into a list of integers|split a text at commas and return the numbers", "解析逗号分隔的数字字符串|把1,2,3这样的字符串变成整数列表|按逗号拆分文本并返回数字",
  "return [int(p) for p in $text.split(',')]", "return $text.Split(',').Select(int.Parse).ToList();", "return $text.split(',').map(Number);", lambda t: [int(x) for x in t.split(",")], ("1,2,3",), ("42",))
F("split_words", "text:str -> strs", "split a string into words|return the words of a text as a list|separate a sentence at its spaces", "把字符串拆分成单词|以列表返回文本的单词|按空格分割句子",
  "return $text.split()", "return $text.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();", "return $text.split(' ').filter(w => w);", lambda t: t.split(), ("a bc  d",), ("x",))
F("split_lines", "text:str -> strs", "split a text into lines|return the lines of a text as a list|separate a string at its line breaks", "把文本拆分成行|以列表返回文本的各行|按换行符分割字符串",
  "return $text.split('\\n')", "return $text.Split('\\n').ToList();", "return $text.split('\\n');", lambda t: t.split("\n"), ("a\nb",), ("x",))
F("parse_pairs", "text:str -> map", "parse a text like a=1;b=2 into a dictionary|turn key=value pairs separated by semicolons into a dictionary|read semicolon separated key=value pairs", "把a=1;b=2这样的文本解析成字典|将分号分隔的键值对变成字典|读取以分号分隔的key=value",
  "result = {}\nfor pair in $text.split(';'):\n    key, value = pair.split('=')\n    result[key] = int(value)\nreturn result", "return $text.Split(';').Select(p => p.Split('=')).ToDictionary(p => p[0], p => int.Parse(p[1]));", "const result = {};\nfor (const pair of $text.split(';')) {\n    const [key, value] = pair.split('=');\n    result[key] = Number(value);\n}\nreturn result;", lambda t: {p.split("=")[0]: int(p.split("=")[1]) for p in t.split(";")}, ("a=1;b=2",), ("x=10",))
F("parse_int_or_zero", "text:str -> int", "parse a string as an integer, or return 0|convert a text to an integer with 0 on failure|parse a number and fall back to 0", "把字符串解析为整数，失败返回0|将文本转换为整数，出错时为0|解析数字，失败时返回0",
  "try:\n    return int($text)\nexcept ValueError:\n    return 0", "return int.TryParse($text, out var number) ? number : 0;", "const number = Number($text);\nreturn Number.isInteger(number) ? number : 0;", lambda t: int(t) if t.lstrip("-").isdigit() else 0, ("42",), ("abc",), ("-7",))
F("file_extension", "path:str -> str", "return the extension of a file name|get the file extension of a path|find the part of a file name after the last dot", "返回文件名的扩展名|取得路径的文件后缀|获取文件名最后一个点之后的部分",
  "return $path.split('.')[-1]", "return $path.Split('.').Last();", "return $path.split('.').pop();", lambda p: p[p.rindex(".") + 1:], ("a/b.txt",), ("x.tar.gz",))
F("file_name", "path:str -> str", "return the file name of a path|get the last part of a path|strip the folders from a path", "返回路径中的文件名|取得路径的最后一部分|去掉路径中的文件夹",
  "return $path.split('/')[-1]", "return $path.Split('/').Last();", "return $path.split('/').pop();", lambda p: p[p.rfind("/") + 1:], ("a/b.txt",), ("x",))
F("is_balanced", "text:str -> bool", "check whether the parentheses of a text are balanced|check if brackets are balanced|return true if every opening parenthesis is closed", "判断文本的括号是否平衡|检查括号是否匹配|如果每个左括号都有右括号则返回真",
  "depth = 0\nfor c in $text:\n    if c == '(':\n        depth += 1\n    elif c == ')':\n        depth -= 1\n        if depth < 0:\n            return False\nreturn depth == 0",
  "int depth = 0;\nforeach (var c in $text)\n{\n    if (c == '(')\n    {\n        depth++;\n    }\n    else if (c == ')' && --depth < 0)\n    {\n        return false;\n    }\n}\nreturn depth == 0;",
  "let depth = 0;\nfor (const c of $text) {\n    if (c === '(') {\n        depth++;\n    } else if (c === ')' && --depth < 0) {\n        return false;\n    }\n}\nreturn depth === 0;",
  lambda t: BAL(t), ("(a(b))",), ("(()",), (")(",))


def BAL(t):
    t = "".join(c for c in t if c in "()")
    while "()" in t:
        t = t.replace("()", "")
    return t == ""


F("is_email", "text:str -> bool", "check whether a string looks like an email address|check if a text has one @ and a dot after it|return true if a string is a simple email address", "判断字符串是否像电子邮件地址|检查文本是否有一个@且其后有点|如果字符串是简单的邮箱地址则返回真",
  "parts = $text.split('@')\nreturn len(parts) == 2 and parts[0] != '' and '.' in parts[1]", "var parts = $text.Split('@');\nreturn parts.Length == 2 && parts[0] != \"\" && parts[1].Contains('.');", "const parts = $text.split('@');\nreturn parts.length === 2 && parts[0] !== '' && parts[1].includes('.');", lambda t: t.count("@") == 1 and not t.startswith("@") and "." in t.split("@")[1], ("a@b.c",), ("ab.c",), ("@b.c",))
F("count_commas", "line:str -> int", "count the fields in a comma separated line|return the number of columns of a CSV line|find how many values a comma separated line has", "统计逗号分隔行的字段数|返回CSV行的列数|计算逗号分隔的行有多少个值",
  "return len($line.split(','))", "return $line.Split(',').Length;", "return $line.split(',').length;", lambda t: t.count(",") + 1, ("a,b,c",), ("x",))
F("get_column", "line:str -> str", "return field number $k of a comma separated line, counting from 0|get column $k of a CSV line, zero based|take the value at index $k from a comma separated line", "返回逗号分隔行的第$k个字段，从0开始|取得CSV行中索引为$k的列|获取逗号分隔行中下标$k的值",
  "return $line.split(',')[$k]", "return $line.Split(',')[$k];", "return $line.split(',')[$k];", lambda t, k: t.split(",")[k], (",".join("abcdefghijklmnopqrst"),), (",".join("1234567890" * 2),), k=(2, 15))

theme("dates and times")
F("is_leap_year", "year:int -> bool", "check whether a year is a leap year|check if a year is a leap year|return true if a year has 366 days", "判断一个年份是否为闰年|检查某年是不是闰年|如果一年有366天则返回真",
  "return $year % 4 == 0 and ($year % 100 != 0 or $year % 400 == 0)", "return $year % 4 == 0 && ($year % 100 != 0 || $year % 400 == 0);", "return $year % 4 === 0 && ($year % 100 !== 0 || $year % 400 === 0);", lambda y: __import__("calendar").isleap(y), (2000,), (1900,), (2024,), (2023,))
F("days_in_month", "month:int -> int", "return the number of days in a month of a common year|find how many days a month has|get the length of a month from 1 to 12", "返回平年某月的天数|查询一个月有多少天|取得1到12月的长度",
  "return [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][$month - 1]", "return new[] { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }[$month - 1];", "return [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][$month - 1];", lambda m: __import__("calendar").monthrange(2023, m)[1], (2,), (12,), (6,))
F("hours_to_seconds", "hours:int -> int", "convert hours to seconds|return the number of seconds in some hours|turn hours into seconds", "把小时转换为秒|返回若干小时的秒数|将小时换算成秒",
  "return $hours * 3600", "return $hours * 3600;", "=", lambda h: h * 60 * 60, (2,), (0,))
F("minutes_to_hours", "minutes:int -> float", "convert minutes to hours|return the number of hours in some minutes|turn minutes into hours", "把分钟转换为小时|返回若干分钟的小时数|将分钟换算成小时",
  "return $minutes / 60", "return $minutes / 60.0;", "return $minutes / 60;", lambda m: m / 60, (90,), (0,))
F("format_seconds", "seconds:int -> str", "format seconds as minutes:seconds|return a number of seconds as mm:ss|turn seconds into a mm:ss string", "把秒数格式化为分:秒|以mm:ss返回秒数|将秒变成mm:ss字符串",
  "return f'{$seconds // 60:02d}:{$seconds % 60:02d}'", "return ($seconds / 60).ToString(\"00\") + \":\" + ($seconds % 60).ToString(\"00\");", "const pad = x => String(x).padStart(2, '0');\nreturn pad(Math.floor($seconds / 60)) + ':' + pad($seconds % 60);", lambda s: "%02d:%02d" % divmod(s, 60), (75,), (9,), (600,))
F("quarter_of_month", "month:int -> int", "return the quarter of a month|find which quarter of the year a month is in|get the quarter from a month number", "返回月份所在的季度|查询某月属于第几季度|根据月份取得季度",
  "return ($month - 1) // 3 + 1", "return ($month - 1) / 3 + 1;", "return Math.floor(($month - 1) / 3) + 1;", lambda m: [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4][m - 1], (1,), (6,), (12,))
F("age_in_year", "birth:int year:int -> int", "return the age from a birth year and a year|calculate someone's age from the year of birth|compute an age in years", "根据出生年份和年份返回年龄|由出生年计算年龄|计算岁数",
  "return $year - $birth", "return $year - $birth;", "=", lambda b, y: y - b, (1990, 2020), (2000, 2001))
F("day_name", "day:int -> str", "return the name of a weekday from 0 to 6, starting with Monday|convert a weekday number to its name|get the day name for an index, Monday is 0", "返回0到6对应的星期名称，从星期一开始|把星期数字转换为名称|根据索引取得星期名，星期一为0",
  "return ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'][$day]", "return new[] { \"Monday\", \"Tuesday\", \"Wednesday\", \"Thursday\", \"Friday\", \"Saturday\", \"Sunday\" }[$day];", "return ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'][$day];", lambda d: __import__("calendar").day_name[d], (0,), (6,))
F("days_between", "start:str end:str -> int", "return the number of days between two ISO dates|count the days between two dates like 2024-01-31|compute the difference of two dates in days", "返回两个ISO日期之间的天数|计算2024-01-31这样的两个日期相差几天|求两个日期的天数差",
  "from datetime import date\nreturn (date.fromisoformat($end) - date.fromisoformat($start)).days", "return (DateTime.Parse($end) - DateTime.Parse($start)).Days;", "return (new Date($end) - new Date($start)) / 86400000;", lambda a, b: (__import__("datetime").date.fromisoformat(b) - __import__("datetime").date.fromisoformat(a)).days, ("2024-02-27", "2024-03-02"), ("2023-01-01", "2023-01-01"))

theme("files")
F("read_file", "path:str -> str", "read a text file and return its content|return the contents of a file|load a text file into a string", "读取文本文件并返回内容|返回文件的内容|把文本文件读入字符串",
  "with open($path, encoding='utf-8') as file:\n    return file.read()", "return File.ReadAllText($path);", "return require('fs').readFileSync($path, 'utf8');", lambda p: "one\ntwo\nthree\n", ("data.txt",))
F("read_lines", "path:str -> strs", "read the lines of a text file into a list|return all lines of a file without line breaks|load a file as a list of lines", "把文本文件的各行读入列表|返回文件中不含换行符的所有行|将文件读取为行列表",
  "with open($path, encoding='utf-8') as file:\n    return file.read().splitlines()", "return File.ReadAllLines($path).ToList();", "return require('fs').readFileSync($path, 'utf8').trimEnd().split('\\n');", lambda p: ["one", "two", "three"], ("data.txt",))
F("count_file_lines", "path:str -> int", "count the lines of a file|return how many lines a text file has|find the number of lines in a file", "统计文件的行数|返回文本文件有多少行|计算文件中的行数",
  "with open($path, encoding='utf-8') as file:\n    return len(file.readlines())", "return File.ReadAllLines($path).Length;", "return require('fs').readFileSync($path, 'utf8').trimEnd().split('\\n').length;", lambda p: 3, ("data.txt",))
F("file_exists", "path:str -> bool", "check whether a file exists|check if there is a file at a path|return true if a file exists", "判断文件是否存在|检查路径处是否有文件|如果文件存在则返回真",
  "import os\nreturn os.path.isfile($path)", "return File.Exists($path);", "return require('fs').existsSync($path);", lambda p: p == "data.txt", ("data.txt",), ("none.txt",))
F("file_size", "path:str -> int", "return the size of a file in bytes|get the size of a file|find how many bytes a file has", "返回文件的字节大小|取得文件的大小|查询文件有多少字节",
  "import os\nreturn os.path.getsize($path)", "return (int)new FileInfo($path).Length;", "return require('fs').statSync($path).size;", lambda p: 14, ("data.txt",))
