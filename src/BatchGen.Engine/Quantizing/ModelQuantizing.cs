using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using BatchGen.Engine.Client;
using BatchGen.Engine.Setup;
using BatchGen.Engine.Supervision;
using BatchGen.Inference.Gguf;

namespace BatchGen.Engine.Quantizing;

internal sealed class ModelQuantizing : IModelQuantizing
{
    private static readonly GgufTensorType[] Whole = [GgufTensorType.F32, GgufTensorType.F16, GgufTensorType.BF16];

    public async Task RunAsync(QuantizeRequest request, IProgress<double> progress, CancellationToken cancellationToken)
    {
        RequireSource(request.Source);
        if (File.Exists(request.Target))
            throw new EngineException("quantize_target_exists", $"{request.Target} is there already. Delete or rename it first.");

        // Beside its place and under another name: a catalogue never shows half a model.
        var partial = $"{request.Target}.partial";
        try
        {
            await RunProcessAsync(request with { Target = partial }, progress, cancellationToken);
            File.Move(partial, request.Target);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>The header's own judge first: native code sees no file that it has not passed.</summary>
    private static void RequireSource(string path)
    {
        try
        {
            var file = GgufFile.Read(path);
            GgufSafety.CheckForLoad(file);
            if (file.Tensors.Any(tensor => !Whole.Contains(tensor.Type)))
                throw new EngineException(
                    "quantize_source_quantized",
                    $"{path} is quantized already. Start from the f16 or f32 file: quantizing twice loses quality and hardly any size.");
        }
        catch (GgufException refusal)
        {
            throw new EngineException(refusal.Code, $"The model {path} cannot be used. {refusal.Message}", refusal);
        }
    }

    private static async Task RunProcessAsync(QuantizeRequest request, IProgress<double> progress, CancellationToken cancellationToken)
    {
        using var process = Start();
        try
        {
            process.BeginErrorReadLine();

            // The stream stays open: its end tells the child that its parent is gone.
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request));
            await process.StandardInput.FlushAsync(cancellationToken);
            while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
                Follow(JsonSerializer.Deserialize<QuantizeEvent>(line)!, progress);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
                throw new EngineException(
                    "quantize_failed",
                    $"The process that quantized {request.Source} ended with code {process.ExitCode}. Check that the disk and the memory have room for it.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    private static void Follow(QuantizeEvent @event, IProgress<double> progress)
    {
        if (@event.FailureCode is { } code)
            throw new EngineException(code, @event.FailureMessage!);
        progress.Report(@event.Progress);
    }

    private static Process Start()
    {
        var process = new Process { StartInfo = EngineExecutable.StartInfo(EngineExecutable.QuantizeVerb) };
        try
        {
            process.Start();
            return process;
        }
        catch (Exception failure) when (failure is Win32Exception or FileNotFoundException)
        {
            process.Dispose();
            throw EngineProcess.NotStarted(process.StartInfo.FileName, failure);
        }
    }
}
