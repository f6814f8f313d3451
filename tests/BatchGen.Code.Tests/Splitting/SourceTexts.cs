using CsCheck;

namespace BatchGen.Code.Tests.Splitting;

/// <summary>Random texts that look enough like source to reach every reader's corners.</summary>
internal static class SourceTexts
{
    private static readonly Gen<string> LineEnd = OneOf("\n", "\r\n", "\r", "\n\n", "\r\n\r\n");

    private static readonly Gen<string> Mark = OneOf(
        "{", "}", "(", ")", "[", "]", ";", ",", ":", "=>", "=", "<", ">", "\"", "'", "`", "${", "\"\"\"", "'''", "@\"", "R\"x(", ")x\"",
        "r#\"", "$$", "$tag$", "//", "/*", "*/", "#", "--", "<!--", "-->", "```", "---", "\\", "/", "@", "'a", "'x'", "1'000");

    private static readonly Gen<string> Word = OneOf(
        "class A", "namespace N", "def f():", "func f()", "fn f()", "function f()", "public void M()", "impl T for S", "struct S", "if (x)",
        "else", "using System;", "import os", "#include <a.h>", "#if X", "#endif", "BEGIN", "END", "CASE", "GO", "DELIMITER //",
        "CREATE TABLE t", "# Title", "## Section", "===", "return x", "x", "yes", "123");

    private static readonly Gen<string> Odd = OneOf("😀", "👩‍👩‍👧", "漢字", "é", "\t", "    ", " ", "\0", "\uFEFF", "\u2028", "\uD800", "\uDC00");

    public static Gen<string> Any { get; } =
        Gen.Frequency((4, LineEnd), (4, Mark), (4, Word), (2, Odd), (1, Gen.String)).Array[0, 120].Select(string.Concat);

    /// <summary>Texts whose comments can be taken out: nothing is left open, and no character is there that compilers refuse.</summary>
    public static Gen<string> Code { get; } =
        OneOf(
            "int a = 1;",
            "f(x)",
            "{",
            "}",
            "\n",
            "\r\n",
            "\n\n",
            " ",
            "\t",
            "\"s // t\"",
            "/* a */",
            "/* b\n c */",
            "// d\n",
            "-- e\n",
            "x",
            "+",
            "1 /* g */ 2\n")
            .Array[0, 60].Select(parts => string.Concat(parts).Replace("-- e", "x", StringComparison.Ordinal));

    /// <summary>Lines of code that no wrapping or header can be mistaken for.</summary>
    public static Gen<string> Lines { get; } =
        Gen.Select(
            OneOf("", "  ", "    ", "\t"), OneOf("call(1)", "x = 2", "{", "}", "return y", "漢字 😀", "value, other", "if (z) {"), Gen.Int[0, 9999],
            OneOf("\n", "\n", "\n\n", "\n\n\n"), (indent, code, number, end) => $"{indent}{code} {number}{end}")
            .Array[0, 60].Select(lines => string.Concat(lines));

    /// <summary>From two up: CR LF and a surrogate pair are two characters that stay together.</summary>
    public static Gen<int> Budget { get; } = Gen.Frequency((2, Gen.Int[2, 12]), (3, Gen.Int[13, 200]));

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);
}
