using System.Collections.Concurrent;
using System.Text.Json;
using BatchGen.Engine.Setup;
using BatchGen.Inference.Memory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BatchGen.Engine.Offload;

/// <summary>
/// What probes measured, kept in a file: the same model with the same layers on the same devices is not measured again.
/// Thread-safe.
/// </summary>
public sealed class OffloadRecords
{
    private readonly string? _file;
    private readonly ILogger<OffloadRecords> _logger;
    private readonly Lock _writing = new();
    private readonly ConcurrentDictionary<string, OffloadSpeed> _speeds;

    public OffloadRecords(IOptions<EngineOptions> options, ILogger<OffloadRecords> logger)
    {
        _file = options.Value.OffloadFile;
        _logger = logger;
        _speeds = Read();
    }

    /// <summary>Null when it was never measured.</summary>
    /// <param name="plan">With the layers as they were placed.</param>
    public OffloadSpeed? Find(string modelPath, MemoryPlan plan) => _speeds.GetValueOrDefault(KeyOf(modelPath, plan));

    /// <summary>A file that cannot be written costs a probe at the next load, and nothing else.</summary>
    public void Keep(string modelPath, MemoryPlan plan, OffloadSpeed speed)
    {
        var key = KeyOf(modelPath, plan);
        if (Find(modelPath, plan) == speed)
            return;
        _speeds[key] = speed;
        if (_file is null)
            return;
        try
        {
            lock (_writing)
            {
                var unfinished = $"{_file}.new";
                using (var written = new FileStream(unfinished, OwnersOnly()))
                    JsonSerializer.Serialize(written, _speeds);
                File.Move(unfinished, _file, overwrite: true);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _logger.LogWarning("What a speed probe measured could not be kept in {File}: {Message}", _file, failure.Message);
        }
    }

    /// <summary>It names models, and lies in the data directory.</summary>
    private static FileStreamOptions OwnersOnly()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private ConcurrentDictionary<string, OffloadSpeed> Read()
    {
        try
        {
            if (_file is not null && File.Exists(_file) && JsonSerializer.Deserialize<Dictionary<string, OffloadSpeed>>(File.ReadAllText(_file)) is { } kept)
                return new ConcurrentDictionary<string, OffloadSpeed>(kept, StringComparer.Ordinal);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            _logger.LogWarning("The speeds kept in {File} cannot be read and are measured anew: {Message}", _file, failure.Message);
        }

        return new ConcurrentDictionary<string, OffloadSpeed>(StringComparer.Ordinal);
    }

    /// <summary>A file that was replaced, a card that was changed or another number of layers is measured anew.</summary>
    private static string KeyOf(string modelPath, MemoryPlan plan)
    {
        var file = new FileInfo(modelPath);
        var stamp = file.Exists ? $"{file.Length}/{file.LastWriteTimeUtc.Ticks}" : "";
        var devices = plan.Devices.Select(device => $"{device.Name} {device.Description}: {device.PlacedLayers}");
        return $"{file.Name} {stamp} kv {(plan.Settings.KvOnGpu ? "gpu" : "cpu")} {string.Join(", ", devices)}";
    }
}
