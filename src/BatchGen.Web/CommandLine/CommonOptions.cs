using System.CommandLine;

namespace BatchGen.Web.CommandLine;

/// <summary>Options that several verbs have, in the same words.</summary>
internal static class CommonOptions
{
    public const string JsonName = "--json";

    public static Option<string?> Model() => new("--model")
    {
        Description = "The GGUF file to run (Models:Default).",
        HelpName = "FILE",
    };

    public static Option<bool> Json() => new(JsonName)
    {
        Description = "Write one JSON document on standard output and nothing else there; of a failure {\"error\":{\"code\",\"message\"}}.",
    };

    public static Option<string?> DataDirectory(string description) => new("--data-directory") { Description = description, HelpName = "FOLDER" };
}
