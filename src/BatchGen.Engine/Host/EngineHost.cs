using System.Text.Json;
using BatchGen.Engine.Host.Gpus;
using BatchGen.Engine.Host.Gpus.Nvml;
using BatchGen.Engine.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BatchGen.Engine.Host;

/// <summary>The child process: reads its settings, opens its socket, loads its model, works until its parent ends.</summary>
internal static class EngineHost
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <returns>0 after an orderly stop, 64 when the settings could not be read.</returns>
    public static async Task<int> RunAsync(Stream standardInput)
    {
        using var input = new StreamReader(standardInput);
        if (await ReadSettingsAsync(input) is not { } settings)
        {
            await Console.Error.WriteLineAsync(
                "BatchGen.Engine is started by BatchGen itself and reads its settings as one line of JSON. Start BatchGen.Web instead.");
            return 64;
        }

        var application = Build(settings);
        var session = application.Services.GetRequiredService<ModelSession>();
        await application.StartAsync();
        ProtectSocket(settings.Address);
        session.Start();
        await ParentWatch.UntilParentEndsAsync(input);
        RemoveSocket(settings.Address);
        EngineTelemetry.Flush(application.Services);

        // A decode may be running in native code; nobody waits for its result any more,
        // and leaving returns every byte of the device's memory at once.
        Environment.Exit(0);
        return 0;
    }

    private static async Task<EngineSettings?> ReadSettingsAsync(StreamReader input)
    {
        try
        {
            return await input.ReadLineAsync() is { Length: > 0 } line
                ? JsonSerializer.Deserialize<EngineSettings>(line)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static WebApplication Build(EngineSettings settings)
    {
        var builder = WebApplication.CreateSlimBuilder(HostArguments.All);
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole();
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, settings.Address));
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = null;
            grpc.MaxSendMessageSize = null;
        });
        EngineTelemetry.Add(builder, settings);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<HostStatus>();
        builder.Services.AddSingleton<ModelSession>();
        builder.Services.AddSingleton(new GpuReadings(NvmlLibrary.Open(), Environment.ProcessId));

        var application = builder.Build();
        application.MapGrpcService<EngineWireService>();
        return application;
    }

    private static void Listen(KestrelServerOptions kestrel, string address)
    {
        if (OperatingSystem.IsWindows())
            kestrel.ListenNamedPipe(address, options => options.Protocols = HttpProtocols.Http2);
        else
            kestrel.ListenUnixSocket(address, options => options.Protocols = HttpProtocols.Http2);
    }

    /// <summary>The socket's folder is already private; its own mode makes that true wherever an administrator puts it.</summary>
    private static void ProtectSocket(string address)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(address, OwnerOnly);
    }

    private static void RemoveSocket(string address)
    {
        if (!OperatingSystem.IsWindows())
            File.Delete(address);
    }
}
