"""SQL statements over a table and columns named in the prompt.

`$t` is a table, `$c` and `$d` columns, `$k` a number. The reference is a function over
rows (dicts), so that a statement is judged by what it returns, not by how it is written.
"""
from dataclasses import dataclass
from typing import Callable


@dataclass(frozen=True)
class SqlFamily:
    name: str
    en: tuple[str, ...]
    zh: tuple[str, ...]
    code: str
    reference: Callable


SQL: dict[str, SqlFamily] = {}
TABLES = ("users orders products customers employees books students invoices payments movies cities accounts tickets "
          "courses players teams events devices songs items").split()
COLUMNS = "name age price city year salary score status country quantity rating level title category amount weight".split()


def Q(name, en, zh, code, reference):
    SQL[name] = SqlFamily(name, tuple(en.split("|")), tuple(zh.split("|")), code, reference)


def groups(rows, c):
    return {r[c] for r in rows}


Q("select_all", "select all rows from the $t table|get everything from $t|list all $t", "查询$t表的所有行|取得$t中的全部数据|列出所有$t",
  "SELECT * FROM $t;", lambda rows, c, d, k: [tuple(r.values()) for r in rows])
Q("select_columns", "select the $c and $d of all $t|get $c and $d from $t|list the columns $c and $d of the $t table", "查询所有$t的$c和$d|从$t取得$c和$d|列出$t表的$c和$d列",
  "SELECT $c, $d FROM $t;", lambda rows, c, d, k: [(r[c], r[d]) for r in rows])
Q("where_greater", "select all $t with $c greater than $k|get the $t whose $c is above $k|list $t where $c exceeds $k", "查询$c大于$k的所有$t|取得$c超过$k的$t|列出$c高于$k的$t",
  "SELECT * FROM $t WHERE $c > $k;", lambda rows, c, d, k: [tuple(r.values()) for r in rows if r[c] > k])
Q("where_less", "select all $t with $c less than $k|get the $t whose $c is below $k|list $t where $c is under $k", "查询$c小于$k的所有$t|取得$c低于$k的$t|列出$c不到$k的$t",
  "SELECT * FROM $t WHERE $c < $k;", lambda rows, c, d, k: [tuple(r.values()) for r in rows if r[c] < k])
Q("where_equal", "select all $t with $c equal to $k|get the $t whose $c is $k|list $t where $c equals $k", "查询$c等于$k的所有$t|取得$c为$k的$t|列出$c是$k的$t",
  "SELECT * FROM $t WHERE $c = $k;", lambda rows, c, d, k: [tuple(r.values()) for r in rows if r[c] == k])
Q("order_by", "select all $t ordered by $c|get the $t sorted by $c|list $t in order of $c", "查询所有$t并按$c排序|取得按$c排序的$t|按$c的顺序列出$t",
  "SELECT * FROM $t ORDER BY $c;", lambda rows, c, d, k: [tuple(r.values()) for r in sorted(rows, key=lambda r: r[c])])
Q("order_by_desc", "select all $t ordered by $c descending|get the $t sorted by $c from high to low|list $t with the highest $c first", "查询所有$t并按$c降序排序|取得按$c从高到低排序的$t|列出$t，$c最高的在前",
  "SELECT * FROM $t ORDER BY $c DESC;", lambda rows, c, d, k: [tuple(r.values()) for r in sorted(rows, key=lambda r: -r[c])])
Q("top_rows", "select the $k $t with the highest $c|get the top $k $t by $c|list the $k $t with the largest $c", "查询$c最高的$k个$t|取得按$c排名前$k的$t|列出$c最大的$k个$t",
  "SELECT * FROM $t ORDER BY $c DESC LIMIT $k;", lambda rows, c, d, k: [tuple(r.values()) for r in sorted(rows, key=lambda r: -r[c])[:k]])
Q("count_rows", "count the rows of the $t table|count all $t|return how many $t there are", "统计$t表的行数|统计所有$t的数量|返回有多少$t",
  "SELECT COUNT(*) FROM $t;", lambda rows, c, d, k: [(len(rows),)])
Q("count_by", "count the $t per $c|return the number of $t for each $c|count $t grouped by $c", "按$c统计$t的数量|返回每个$c的$t数|按$c分组统计$t",
  "SELECT $c, COUNT(*) FROM $t GROUP BY $c;", lambda rows, c, d, k: [(g, len([r for r in rows if r[c] == g])) for g in sorted(groups(rows, c))])
Q("average_of", "return the average $c of all $t|compute the mean $c of the $t table|get the average $c from $t", "返回所有$t的平均$c|计算$t表$c的均值|从$t取得$c的平均值",
  "SELECT AVG($c) FROM $t;", lambda rows, c, d, k: [(sum(r[c] for r in rows) / len(rows),)])
Q("sum_of", "return the total $c of all $t|compute the sum of $c in the $t table|add up the $c of all $t", "返回所有$t的$c总和|计算$t表中$c的合计|把所有$t的$c相加",
  "SELECT SUM($c) FROM $t;", lambda rows, c, d, k: [(sum(r[c] for r in rows),)])
Q("max_of", "return the highest $c of all $t|find the maximum $c in the $t table|get the largest $c from $t", "返回所有$t中最高的$c|求$t表中$c的最大值|从$t取得最大的$c",
  "SELECT MAX($c) FROM $t;", lambda rows, c, d, k: [(max(r[c] for r in rows),)])
Q("sum_by", "return the total $c of $t per $d|sum the $c of $t grouped by $d|compute the sum of $c for each $d in $t", "返回每个$d的$t的$c总和|按$d分组求$t的$c之和|计算$t中每个$d的$c合计",
  "SELECT $d, SUM($c) FROM $t GROUP BY $d;", lambda rows, c, d, k: [(g, sum(r[c] for r in rows if r[d] == g)) for g in sorted(groups(rows, d))])
Q("distinct_values", "select the distinct $c of all $t|list the different $c values in $t|get every $c in $t without duplicates", "查询所有$t的不同$c|列出$t中不重复的$c|从$t取得去重后的$c",
  "SELECT DISTINCT $c FROM $t;", lambda rows, c, d, k: [(g,) for g in groups(rows, c)])
Q("delete_less", "delete all $t with $c less than $k|remove the $t whose $c is below $k|delete from $t where $c is under $k", "删除$c小于$k的所有$t|移除$c低于$k的$t|从$t删除$c不到$k的行",
  "DELETE FROM $t WHERE $c < $k;", lambda rows, c, d, k: [tuple(r.values()) for r in rows if r[c] >= k])
Q("update_where", "set $c to $k for all $t with $d equal to 1|update $t to $c $k where $d is 1|change the $c to $k for $t whose $d is 1", "把$d等于1的所有$t的$c设为$k|将$d为1的$t的$c更新为$k|修改$d是1的$t，令$c为$k",
  "UPDATE $t SET $c = $k WHERE $d = 1;", lambda rows, c, d, k: [tuple({**r, c: k if r[d] == 1 else r[c]}.values()) for r in rows])
