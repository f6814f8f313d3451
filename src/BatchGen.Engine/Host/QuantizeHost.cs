using System.Text.Json;
using BatchGen.Engine.Quantizing;
using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Host;

/// <summary>The child process that quantizes one model and ends; it ends with its parent too.</summary>
internal static class QuantizeHost
{
    /// <returns>0 when the file was written, 1 when not, 64 when the request could not be read.</returns>
    public static async Task<int> RunAsync(Stream standardInput, TextWriter output)
    {
        using var input = new StreamReader(standardInput);
        if (await input.ReadLineAsync() is not { Length: > 0 } line || JsonSerializer.Deserialize<QuantizeRequest>(line) is not { } request)
            return 64;

        var work = Task.Run(() => Quantize(request, output));
        var parentEnds = ParentWatch.UntilParentEndsAsync(input);
        if (await Task.WhenAny(work, parentEnds) == parentEnds)
            Environment.Exit(1);
        return await work;
    }

    private static int Quantize(QuantizeRequest request, TextWriter output)
    {
        try
        {
            RuntimeFactory.Create(_ => { }).Quantize(
                request.Source, request.Target, request.Type, Environment.ProcessorCount, progress => Say(output, new QuantizeEvent(progress, null, null)));
            return 0;
        }
        catch (RuntimeException failure)
        {
            Say(output, new QuantizeEvent(0, failure.Code, failure.Message));
            return 1;
        }
    }

    private static void Say(TextWriter output, QuantizeEvent @event)
    {
        lock (output)
        {
            output.WriteLine(JsonSerializer.Serialize(@event));
            output.Flush();
        }
    }
}
