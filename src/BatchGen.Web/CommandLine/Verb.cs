using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace BatchGen.Web.CommandLine;

/// <summary>A command that does something, with a line that shows how it is called.</summary>
/// <param name="example">After the program's name, e.g. "batches list --limit 5".</param>
internal sealed class Verb(string name, string description, string example) : Command(name, description)
{
    public string Example => example;
}

/// <summary>The library's own help, and below it the verb's example.</summary>
internal sealed class HelpWithExample(HelpAction help) : SynchronousCommandLineAction
{
    /// <summary>The name of the tool; whoever starts it otherwise sees how in docs/command-line.md.</summary>
    public const string Program = "batchgen";

    public static void PutInto(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new HelpWithExample((HelpAction)option.Action!);
            if (OperatingSystem.IsWindows())
                continue;
            // Where a slash begins a path, these are two of them.
            option.Aliases.Remove("/?");
            option.Aliases.Remove("/h");
        }
    }

    /// <summary>Who asks for help need not have given what is required.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var exit = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is Verb verb)
        {
            parseResult.InvocationConfiguration.Output.WriteLine("Example:");
            parseResult.InvocationConfiguration.Output.WriteLine($"  {Program} {verb.Example}");
            parseResult.InvocationConfiguration.Output.WriteLine();
        }

        return exit;
    }
}
