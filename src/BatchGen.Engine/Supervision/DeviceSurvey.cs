using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using BatchGen.Engine.Client;
using BatchGen.Engine.Host;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Supervision;

/// <summary>Asks a short-lived child process: a driver's context stays nowhere, and a fault in it ends nobody else.</summary>
internal sealed class DeviceSurvey : IDeviceSurvey
{
    public async Task<IReadOnlyList<DeviceMemory>> ReadAsync(CancellationToken cancellationToken)
    {
        using var process = Start();
        try
        {
            process.BeginErrorReadLine();
            var answer = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return Read(answer, process.ExitCode);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static Process Start()
    {
        var process = new Process { StartInfo = EngineExecutable.StartInfo(DeviceSurveyHost.Verb) };
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

    private static IReadOnlyList<DeviceMemory> Read(string answer, int exitCode)
    {
        if (exitCode != 0)
            throw new EngineException("device_survey_failed", $"The process that asks for the machine's devices ended with code {exitCode}. Check the graphics driver, or build BatchGen for the CPU.");
        var survey = JsonSerializer.Deserialize<DeviceSurveyAnswer>(answer)!;
        return survey.FailureCode is { } code ? throw new EngineException(code, survey.FailureMessage!) : survey.Devices;
    }
}
