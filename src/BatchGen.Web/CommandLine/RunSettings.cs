using BatchGen.Code.Inputs;
using BatchGen.Code.Tasks;
using BatchGen.Engine;

namespace BatchGen.Web.CommandLine;

/// <summary>One headless run, as asked for.</summary>
/// <param name="InputPath">A file or a folder; "-" reads standard input.</param>
/// <param name="OutputPath">.zip, .csv and .md choose that form; any other name is OpenAI batch output.</param>
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
    /// <summary>Null sends prompts as they are.</summary>
    public TaskSetting? Task { get; init; }

    public IReadOnlyList<TemplateText> Templates { get; init; } = [];

    /// <summary>How names in an archive are encoded that do not say it; null finds it out.</summary>
    public SourceEncoding? NameEncoding { get; init; }

    /// <summary>A CSV output has no cell that a spreadsheet would run.</summary>
    public bool IsForSpreadsheets { get; init; }

    public const string StandardInput = "-";

    /// <summary>What messages call the input.</summary>
    public string InputName => InputPath == StandardInput ? "standard input" : InputPath;
}
