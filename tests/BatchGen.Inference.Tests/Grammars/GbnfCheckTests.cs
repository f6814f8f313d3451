using BatchGen.Inference.Grammars;

namespace BatchGen.Inference.Tests.Grammars;

public sealed class GbnfCheckTests
{
    [Theory]
    [InlineData("root ::= \"a\"")]
    [InlineData("root ::= a | b\na ::= [a-z]+ # letters\nb ::= [^\\x00-\\x1F\"]{2,3} \"\"")]
    [InlineData("root ::= (\n \"a\" |\n \"b\"\n)* \"c\"")]
    [InlineData("root ::= \"(\" root \")\" | \"x\"")]
    [InlineData("root ::= a? \"x\" root?\na ::= . \"\\u4F60\"")]
    [InlineData("# nothing else\nroot ::= \"a\"{3} \"b\"{0,2000}")]
    public void Require_LetsPass_WhatLlamaCppCanRead(string grammar) => GbnfCheck.Require(grammar);

    [Theory]
    [InlineData("", "no rule \"root\"")]
    [InlineData("other ::= \"a\"", "no rule \"root\"")]
    [InlineData("root ::= other", "\"other\", which it does not have")]
    [InlineData("root ::= \"a", "not closed")]
    [InlineData("root ::= [a-z", "not closed")]
    [InlineData("root ::= [z-a]", "backwards")]
    [InlineData("root ::= []", "empty")]
    [InlineData("root ::= (\"a\"", "not closed")]
    [InlineData("root ::= \"a\" )", "end with its line")]
    [InlineData("root = \"a\"", "\"::=\" is missing")]
    [InlineData("root ::= \"\\q\"", "unknown escape")]
    [InlineData("root ::= \"\\x4\"", "hexadecimal")]
    [InlineData("root ::= \"a\"{2001}", "up to 2000")]
    [InlineData("root ::= \"a\"{3,2}", "wrong bounds")]
    [InlineData("root ::= \"a\"**", "two repetitions")]
    [InlineData("root ::= \"a\"\nroot ::= \"b\"", "twice")]
    [InlineData("root ::= <[7]>", "end with its line")]
    [InlineData("root ::= root \"a\"", "comes back to itself")]
    [InlineData("root ::= a \"x\"\na ::= b? root", "comes back to itself")]
    [InlineData("root ::= (\"\")*", "repeats something that may be empty")]
    [InlineData("root ::= \"x\" (a?)+\na ::= \"a\"", "repeats something that may be empty")]
    public void Require_Refuses_WhatWouldEndOrHangTheProcess(string grammar, string reason) =>
        Assert.Contains(reason, Assert.Throws<GrammarException>(
            () => GbnfCheck.Require(grammar + (grammar.Contains("b?", StringComparison.Ordinal) ? "\nb ::= \"b\"" : ""))).Message, StringComparison.Ordinal);
}
