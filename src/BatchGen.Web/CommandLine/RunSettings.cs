using BatchGen.Engine;

namespace BatchGen.Web.CommandLine;

/// <summary>One headless run, as asked for.</summary>
/// <param name="InputPath">"-" reads standard input.</param>
/// <param name="DataDirectory">Null takes a private one that is gone afterwards, so that a running server is never disturbed.</param>
internal sealed record RunSettings(
    string InputPath,
    string OutputPath,
    string? ModelPath,
    EngineChoice Engine,
    int? MaxTokens,
    float Temperature,
    bool AcceptBadLines,
    string? DataDirectory)
{
    public const string StandardInput = "-";

    /// <summary>What messages call the input.</summary>
    public string InputName => InputPath == StandardInput ? "standard input" : InputPath;
}
