using System.Text.Json;
using BatchGen.Web.Wire;

namespace BatchGen.Web.CommandLine;

/// <summary>What a verb says: one document or a text on standard output, failures as a sentence on standard error and, of documents, as one.</summary>
internal sealed class VerbReport(CommandStreams streams, bool asJson)
{
    private static readonly JsonSerializerOptions Indented = new(OpenAiJson.Options) { WriteIndented = true };

    public bool IsJson => asJson;

    /// <summary>Does the verb's work. Ctrl-C ends it with its own exit code; what a person can mend is told, what is a fault is thrown.</summary>
    public async Task<int> RunAsync(Func<CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        using var interruption = new Interruption(cancellationToken);
        try
        {
            return await work(interruption.Token);
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            return await FailAsync(new CommandFailure(ExitCodes.Interrupted, CommandFailure.InterruptedCode, "Interrupted.", ShowsCode: false));
        }
        catch (Exception failure) when (CommandFailure.Of(failure) is not null)
        {
            return await FailAsync(CommandFailure.Of(failure)!);
        }
    }

    /// <param name="text">What people get, ended by a line's end or empty.</param>
    public async Task SayAsync<T>(T document, Func<string> text)
    {
        if (asJson)
            await streams.Output.WriteLineAsync(JsonSerializer.Serialize(document, Indented));
        else
            await streams.Output.WriteAsync(text());
    }

    /// <returns>The failure's exit code.</returns>
    public async Task<int> FailAsync(CommandFailure failure)
    {
        foreach (var line in failure.Text.Split('\n'))
            await streams.Error.WriteLineAsync(line);
        if (asJson)
            await streams.Output.WriteLineAsync(JsonSerializer.Serialize(failure.Document, Indented));
        return failure.Exit;
    }
}
