using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Jobs;
using Hangfire.Server;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Upkeep;

/// <summary>
/// The one upkeep: goes through <see cref="SweepTable"/> at start and once a minute, with the same questions. Seven
/// places commit and then tell Hangfire; whatever ends a process between the two is mended here, and so is what another
/// machine left behind.
/// </summary>
public sealed class Sweep : IBackgroundProcess
{
    private readonly IDbContextFactory<BatchGenDbContext> _contexts;
    private readonly IKnownJobs _jobs;
    private readonly SweepTable _table;
    private readonly ExecutionOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal Sweep(
        IDbContextFactory<BatchGenDbContext> contexts,
        IKnownJobs jobs,
        SweepTable table,
        IOptions<ExecutionOptions> options,
        TimeProvider time,
        ILogger<Sweep> logger)
    {
        _contexts = contexts;
        _jobs = jobs;
        _table = table;
        _options = options.Value;
        _time = time;
        _logger = logger;
    }

    /// <summary>One turn, and the rest until the next: Hangfire's dispatcher, on a thread of its own, calls it again and again.</summary>
    public void Execute(BackgroundProcessContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        TurnAsync(context.StoppingToken).GetAwaiter().GetResult();
        context.StoppingToken.WaitHandle.WaitOne(_options.RecoveryInterval);
    }

    /// <summary>Every row once. One that fails is logged and leaves the others alone.</summary>
    public async Task TurnAsync(CancellationToken cancellationToken)
    {
        foreach (var row in _table.Rows)
            await TryAsync(row, cancellationToken);
    }

    private async Task TryAsync(SweepRow row, CancellationToken cancellationToken)
    {
        try
        {
            await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
            var mended = await row.MendAsync(new SweepTurn(db, _jobs, _time.GetUtcNow()), cancellationToken);
            if (mended > 0)
                _logger.LogInformation("Found and taken up: {Count} {What}.", mended, row.Name);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The database may be away for a moment; the next turn tries the same again.
            _logger.LogError(exception, "Could not look after {What}; it is tried again in {Interval}.", row.Name, _options.RecoveryInterval);
        }
    }
}
