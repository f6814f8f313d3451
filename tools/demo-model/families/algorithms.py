"""Recursion, sorting, searching and matrices."""
from families.base import F, theme

L, M, E = [3, 1, 4, 1, 5], [10, -2, 7, 8], []
theme("recursion")
F("factorial_recursive", "n:int -> int", "compute the factorial of a number recursively|return n factorial with recursion|write factorial as a recursive function", "用递归计算一个数的阶乘|递归返回n的阶乘|用递归函数实现阶乘",
  "if $n <= 1:\n    return 1\nreturn $n * $f($n - 1)", "return $n <= 1 ? 1 : $n * $f($n - 1);", "=", lambda n: __import__("math").factorial(n), (5,), (0,))
F("fibonacci_recursive", "n:int -> int", "compute the nth Fibonacci number recursively|return the n-th Fibonacci number with recursion|write Fibonacci as a recursive function", "用递归计算第n个斐波那契数|递归返回斐波那契数列的第n项|用递归函数实现斐波那契",
  "if $n < 2:\n    return $n\nreturn $f($n - 1) + $f($n - 2)", "return $n < 2 ? $n : $f($n - 1) + $f($n - 2);", "=", lambda n: [0, 1, 1, 2, 3, 5, 8, 13, 21][n], (0,), (7,))
F("sum_recursive", "items:ints -> int", "sum a list of numbers recursively|add up a list with recursion|compute the sum of a list using recursion", "用递归求列表的和|递归地把列表相加|使用递归计算列表总和",
  "if not $items:\n    return 0\nreturn $items[0] + $f($items[1:])", "return $items.Count == 0 ? 0 : $items[0] + $f($items.Skip(1).ToList());", "return $items.length === 0 ? 0 : $items[0] + $f($items.slice(1));", lambda v: sum(v), (L,), (E,))
F("power_recursive", "x:int n:int -> int", "raise a number to a power recursively|compute x to the power n with recursion|calculate a power using recursion", "用递归计算一个数的幂|递归求x的n次方|使用递归计算乘方",
  "if $n == 0:\n    return 1\nreturn $x * $f($x, $n - 1)", "return $n == 0 ? 1 : $x * $f($x, $n - 1);", "return $n === 0 ? 1 : $x * $f($x, $n - 1);", lambda x, n: x ** n, (2, 8), (5, 0))
F("reverse_recursive", "s:str -> str", "reverse a string recursively|reverse a text with recursion|return a reversed string using recursion", "用递归反转字符串|递归地把文本倒过来|使用递归返回反转的字符串",
  "if $s == '':\n    return ''\nreturn $f($s[1:]) + $s[0]", "return $s == \"\" ? \"\" : $f($s.Substring(1)) + $s[0];", "return $s === '' ? '' : $f($s.slice(1)) + $s[0];", lambda s: s[::-1], ("abc",), ("",))
F("gcd_recursive", "a:int b:int -> int", "compute the greatest common divisor recursively|return the gcd of two numbers with recursion|find the gcd using recursion", "用递归计算最大公约数|递归返回两个数的最大公约数|使用递归求最大公因数",
  "if $b == 0:\n    return $a\nreturn $f($b, $a % $b)", "return $b == 0 ? $a : $f($b, $a % $b);", "return $b === 0 ? $a : $f($b, $a % $b);", lambda a, b: __import__("math").gcd(a, b), (12, 18), (7, 5))
F("countdown", "n:int -> ints", "count down from n to 1 recursively|return the numbers from n down to 1 with recursion|build a countdown list using recursion", "用递归从n倒数到1|递归返回从n到1的数字|使用递归生成倒计时列表",
  "if $n == 0:\n    return []\nreturn [$n] + $f($n - 1)", "return $n == 0 ? new List<int>() : new List<int> { $n }.Concat($f($n - 1)).ToList();", "return $n === 0 ? [] : [$n, ...$f($n - 1)];", lambda n: list(range(n, 0, -1)), (4,), (0,))
F("hanoi_moves", "n:int -> int", "return the number of moves for the Tower of Hanoi|count the moves to solve the Tower of Hanoi with n disks|compute how many steps the Towers of Hanoi take", "返回汉诺塔所需的移动次数|计算n个盘子的汉诺塔步数|求解汉诺塔需要多少步",
  "if $n == 0:\n    return 0\nreturn 2 * $f($n - 1) + 1", "return $n == 0 ? 0 : 2 * $f($n - 1) + 1;", "return $n === 0 ? 0 : 2 * $f($n - 1) + 1;", lambda n: 2 ** n - 1, (3,), (0,), (10,))

theme("sorting and searching")
F("bubble_sort", "items:ints -> ints", "sort a list with bubble sort|implement bubble sort|sort numbers using the bubble sort algorithm", "用冒泡排序对列表排序|实现冒泡排序|使用冒泡排序算法排序数字",
  "for i in range(len($items)):\n    for j in range(len($items) - i - 1):\n        if $items[j] > $items[j + 1]:\n            $items[j], $items[j + 1] = $items[j + 1], $items[j]\nreturn $items",
  "for (int i = 0; i < $items.Count; i++)\n{\n    for (int j = 0; j < $items.Count - i - 1; j++)\n    {\n        if ($items[j] > $items[j + 1])\n        {\n            ($items[j], $items[j + 1]) = ($items[j + 1], $items[j]);\n        }\n    }\n}\nreturn $items;",
  "for (let i = 0; i < $items.length; i++) {\n    for (let j = 0; j < $items.length - i - 1; j++) {\n        if ($items[j] > $items[j + 1]) {\n            [$items[j], $items[j + 1]] = [$items[j + 1], $items[j]];\n        }\n    }\n}\nreturn $items;",
  lambda v: sorted(v), (L,), (M,), (E,))
F("insertion_sort", "items:ints -> ints", "sort a list with insertion sort|implement insertion sort|sort numbers using the insertion sort algorithm", "用插入排序对列表排序|实现插入排序|使用插入排序算法排序数字",
  "for i in range(1, len($items)):\n    j = i\n    while j > 0 and $items[j - 1] > $items[j]:\n        $items[j - 1], $items[j] = $items[j], $items[j - 1]\n        j -= 1\nreturn $items",
  "for (int i = 1; i < $items.Count; i++)\n{\n    for (int j = i; j > 0 && $items[j - 1] > $items[j]; j--)\n    {\n        ($items[j - 1], $items[j]) = ($items[j], $items[j - 1]);\n    }\n}\nreturn $items;",
  "for (let i = 1; i < $items.length; i++) {\n    for (let j = i; j > 0 && $items[j - 1] > $items[j]; j--) {\n        [$items[j - 1], $items[j]] = [$items[j], $items[j - 1]];\n    }\n}\nreturn $items;",
  lambda v: sorted(v), (L,), (M,), (E,))
F("quick_sort", "items:ints -> ints", "sort a list with quicksort|implement quicksort|sort numbers using the quick sort algorithm", "用快速排序对列表排序|实现快速排序|使用快速排序算法排序数字",
  "if len($items) < 2:\n    return $items\npivot = $items[0]\nleft = [x for x in $items[1:] if x < pivot]\nright = [x for x in $items[1:] if x >= pivot]\nreturn $f(left) + [pivot] + $f(right)",
  "if ($items.Count < 2)\n{\n    return $items;\n}\nint pivot = $items[0];\nvar left = $items.Skip(1).Where(x => x < pivot).ToList();\nvar right = $items.Skip(1).Where(x => x >= pivot).ToList();\nreturn $f(left).Append(pivot).Concat($f(right)).ToList();",
  "if ($items.length < 2) {\n    return $items;\n}\nconst [pivot, ...rest] = $items;\nconst left = rest.filter(x => x < pivot);\nconst right = rest.filter(x => x >= pivot);\nreturn [...$f(left), pivot, ...$f(right)];",
  lambda v: sorted(v), (L,), (M,), (E,))
F("binary_search", "items:ints target:int -> int", "find a value in a sorted list with binary search, or return -1|implement binary search|search a sorted list using binary search", "用二分查找在有序列表中查找值，没有则返回-1|实现二分查找|使用二分搜索查找有序列表",
  "low, high = 0, len($items) - 1\nwhile low <= high:\n    mid = (low + high) // 2\n    if $items[mid] == $target:\n        return mid\n    if $items[mid] < $target:\n        low = mid + 1\n    else:\n        high = mid - 1\nreturn -1",
  "int low = 0, high = $items.Count - 1;\nwhile (low <= high)\n{\n    int mid = (low + high) / 2;\n    if ($items[mid] == $target)\n    {\n        return mid;\n    }\n    if ($items[mid] < $target)\n    {\n        low = mid + 1;\n    }\n    else\n    {\n        high = mid - 1;\n    }\n}\nreturn -1;",
  "let low = 0, high = $items.length - 1;\nwhile (low <= high) {\n    const mid = Math.floor((low + high) / 2);\n    if ($items[mid] === $target) {\n        return mid;\n    }\n    if ($items[mid] < $target) {\n        low = mid + 1;\n    } else {\n        high = mid - 1;\n    }\n}\nreturn -1;",
  lambda v, x: v.index(x) if x in v else -1, ([1, 3, 5, 7], 5), ([1, 3], 4), ([], 1))
F("merge_sorted", "first:ints second:ints -> ints", "merge two sorted lists into one sorted list|combine two sorted lists in order|join two ordered lists and keep them sorted", "把两个有序列表合并成一个有序列表|按顺序合并两个已排序列表|合并两个有序列表并保持有序",
  "return sorted($first + $second)", "return $first.Concat($second).OrderBy(x => x).ToList();", "return [...$first, ...$second].sort((a, b) => a - b);", lambda a, b: sorted(a + b), ([1, 4], [2, 3]), (E, L))

theme("matrices")
G, H = [[1, 2], [3, 4]], [[5, 6, 7], [8, 9, 10]]
F("transpose", "matrix:grid -> grid", "transpose a matrix|swap the rows and columns of a matrix|return the transposed matrix", "转置矩阵|交换矩阵的行和列|返回矩阵的转置",
  "return [list(row) for row in zip(*$matrix)]", "return Enumerable.Range(0, $matrix[0].Count).Select(i => $matrix.Select(row => row[i]).ToList()).ToList();", "return $matrix[0].map((_, i) => $matrix.map(row => row[i]));", lambda m: [[r[i] for r in m] for i in range(len(m[0]))], (G,), (H,))
F("matrix_sum", "matrix:grid -> int", "return the sum of all elements of a matrix|add up every number in a matrix|compute the total of a matrix", "返回矩阵所有元素的和|把矩阵中的每个数相加|计算矩阵的总和",
  "return sum(sum(row) for row in $matrix)", "return $matrix.Sum(row => row.Sum());", "return $matrix.flat().reduce((a, b) => a + b, 0);", lambda m: sum(x for r in m for x in r), (G,), (H,))
F("row_sums", "matrix:grid -> ints", "return the sum of each row of a matrix|compute the row sums of a matrix|list the totals of the matrix rows", "返回矩阵每一行的和|计算矩阵的行和|列出矩阵各行的总和",
  "return [sum(row) for row in $matrix]", "return $matrix.Select(row => row.Sum()).ToList();", "return $matrix.map(row => row.reduce((a, b) => a + b, 0));", lambda m: [sum(r) for r in m], (G,), (H,))
F("diagonal_sum", "matrix:grid -> int", "return the sum of the main diagonal of a matrix|compute the trace of a square matrix|add up the diagonal elements of a matrix", "返回矩阵主对角线的和|计算方阵的迹|把矩阵对角线元素相加",
  "return sum($matrix[i][i] for i in range(len($matrix)))", "return $matrix.Select((row, i) => row[i]).Sum();", "return $matrix.reduce((total, row, i) => total + row[i], 0);", lambda m: sum(r[i] for i, r in enumerate(m)), (G,), ([[7]],))
F("identity_matrix", "n:int -> grid", "create an identity matrix of size n|return the n by n identity matrix|build a unit matrix of a given size", "创建大小为n的单位矩阵|返回n阶单位矩阵|生成给定大小的单位阵",
  "return [[1 if i == j else 0 for j in range($n)] for i in range($n)]", "return Enumerable.Range(0, $n).Select(i => Enumerable.Range(0, $n).Select(j => i == j ? 1 : 0).ToList()).ToList();", "return Array.from({ length: $n }, (_, i) => Array.from({ length: $n }, (_, j) => i === j ? 1 : 0));", lambda n: [[int(i == j) for j in range(n)] for i in range(n)], (3,), (1,))
F("add_matrices", "first:grid second:grid -> grid", "add two matrices|return the sum of two matrices|add two matrices element by element", "两个矩阵相加|返回两个矩阵的和|把两个矩阵逐元素相加",
  "return [[a + b for a, b in zip(r, s)] for r, s in zip($first, $second)]", "return $first.Zip($second, (r, s) => r.Zip(s, (a, b) => a + b).ToList()).ToList();", "return $first.map((row, i) => row.map((x, j) => x + $second[i][j]));", lambda a, b: [[a[i][j] + b[i][j] for j in range(len(a[i]))] for i in range(len(a))], (G, [[1, 1], [2, 2]]), (H, H))
F("scale_matrix", "matrix:grid -> grid", "multiply every element of a matrix by $k|scale a matrix by $k|return a matrix times $k", "把矩阵的每个元素乘以$k|将矩阵缩放$k倍|返回矩阵乘以$k的结果",
  "return [[x * $k for x in row] for row in $matrix]", "return $matrix.Select(row => row.Select(x => x * $k).ToList()).ToList();", "return $matrix.map(row => row.map(x => x * $k));", lambda m, k: [[x * k for x in r] for r in m], (G,), (H,), k=(2, 60))
F("matrix_max", "matrix:grid -> int", "return the largest element of a matrix|find the maximum of a matrix|get the biggest number in a matrix", "返回矩阵中最大的元素|求矩阵的最大值|取得矩阵里最大的数",
  "return max(max(row) for row in $matrix)", "return $matrix.Max(row => row.Max());", "return Math.max(...$matrix.flat());", lambda m: max(x for r in m for x in r), (G,), (H,))
