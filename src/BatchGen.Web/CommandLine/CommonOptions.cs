using System.CommandLine;

namespace BatchGen.Web.CommandLine;

/// <summary>Options that several verbs have, in the same words.</summary>
internal static class CommonOptions
{
    public static Option<string?> Model() => new("--model")
    {
        Description = "The GGUF file to run (Models:Default).",
        HelpName = "FILE",
    };
}
