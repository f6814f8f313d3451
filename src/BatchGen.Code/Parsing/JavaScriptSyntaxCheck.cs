using System.Text.RegularExpressions;
using Acornima;

namespace BatchGen.Code.Parsing;

/// <summary>Acornima's ECMAScript parser. A module or a script is good JavaScript; JSX is not, so such code is not judged.</summary>
internal sealed partial class JavaScriptSyntaxCheck : ISyntaxCheck
{
    private static readonly ParserOptions Options = new()
    {
        EcmaVersion = EcmaVersion.Latest,
        AllowHashBang = true,
    };

    public SyntaxVerdict Check(string code)
    {
        try
        {
            var error = ErrorOf(() => new Parser(Options).ParseModule(code));
            if (error is null || ErrorOf(() => new Parser(Options).ParseScript(code)) is null)
                return SyntaxVerdict.Valid;
            return JsxTag().IsMatch(code)
                ? SyntaxVerdict.NotChecked("The code seems to hold JSX, which has no syntax check.")
                : SyntaxVerdict.Invalid(error.LineNumber, error.Column + 1L, error.Description);
        }
        catch (InsufficientExecutionStackException)
        {
            return SyntaxVerdict.NotChecked("The code nests too deeply for the parser.");
        }
    }

    private static ParseErrorException? ErrorOf(Action parse)
    {
        try
        {
            parse();
            return null;
        }
        catch (ParseErrorException error)
        {
            return error;
        }
    }

    [GeneratedRegex(@"</[A-Za-z]|/>|<>", RegexOptions.CultureInvariant)]
    private static partial Regex JsxTag();
}
