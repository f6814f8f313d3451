using System.Collections.Concurrent;
using System.Text.Json;
using BatchGen.Engine.Setup;
using BatchGen.Inference.Memory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BatchGen.Engine.Calibration;

/// <summary>
/// What was measured when models were loaded, kept in a file: the same model with the same layers on the same devices is not measured again.
/// Thread-safe.
/// </summary>
public sealed class CalibrationRecords
{
    private readonly string? _file;
    private readonly ILogger<CalibrationRecords> _logger;
    private readonly Lock _writing = new();
    private readonly ConcurrentDictionary<string, MeasuredEngine> _measured;

    public CalibrationRecords(IOptions<EngineOptions> options, ILogger<CalibrationRecords> logger)
    {
        _file = options.Value.CalibrationFile;
        _logger = logger;
        _measured = Read();
    }

    /// <summary>Nothing when it was never measured.</summary>
    /// <param name="modelPath">Empty for a shape without a file, of which nothing is known.</param>
    /// <param name="plan">With the layers as they were placed.</param>
    public MeasuredEngine Find(string modelPath, MemoryPlan plan) =>
        modelPath.Length == 0 ? MeasuredEngine.Nothing : _measured.GetValueOrDefault(KeyOf(modelPath, plan), MeasuredEngine.Nothing);

    /// <summary>Beside what is kept already. A file that cannot be written costs a probe at the next load, and nothing else.</summary>
    public void Keep(string modelPath, MemoryPlan plan, MeasuredEngine measured)
    {
        var known = Find(modelPath, plan);
        if (known.With(measured) is var all && all == known)
            return;
        _measured[KeyOf(modelPath, plan)] = all;
        if (_file is null)
            return;
        try
        {
            lock (_writing)
            {
                var unfinished = $"{_file}.new";
                using (var written = new FileStream(unfinished, OwnersOnly()))
                    JsonSerializer.Serialize(written, _measured);
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

    private ConcurrentDictionary<string, MeasuredEngine> Read()
    {
        try
        {
            if (_file is not null && File.Exists(_file) && JsonSerializer.Deserialize<Dictionary<string, MeasuredEngine>>(File.ReadAllText(_file)) is { } kept)
                return new ConcurrentDictionary<string, MeasuredEngine>(kept, StringComparer.Ordinal);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            _logger.LogWarning("What was measured and kept in {File} cannot be read and is measured anew: {Message}", _file, failure.Message);
        }

        return new ConcurrentDictionary<string, MeasuredEngine>(StringComparer.Ordinal);
    }

    /// <summary>A file that was replaced, a card that was changed or another number of layers is measured anew.</summary>
    private static string KeyOf(string modelPath, MemoryPlan plan)
    {
        var file = new FileInfo(modelPath);
        var stamp = file.Exists ? $"{file.Length}/{file.LastWriteTimeUtc.Ticks}" : "";
        var devices = plan.Devices.Select(device => $"{device.Name} {device.Description}: {device.PlacedLayers}");
        var cache = $"{plan.Settings.KeyType}{(plan.Settings.FlashAttention ? " flash" : "")} {(plan.Settings.KvOnGpu ? "gpu" : "cpu")}";
        return $"{file.Name} {stamp} kv {cache} {string.Join(", ", devices)}";
    }
}
