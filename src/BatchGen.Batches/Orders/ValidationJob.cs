using System.Text.Json;
using BatchGen.Batches.Data;
using BatchGen.Batches.Files;
using BatchGen.Batches.Models;
using BatchGen.Batches.Notices;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Quotas;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Submission;
using BatchGen.Code.Tasks;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Orders;

/// <summary>Reads an order's file and makes the batch of it, or says line by line why not. May run any number of times.</summary>
public sealed class ValidationJob
{
    private readonly IDbContextFactory<BatchGenDbContext> _contexts;
    private readonly FileStore _files;
    private readonly ModelNames _models;
    private readonly BatchSubmission _submission;
    private readonly NoticeQueue _notices;
    private readonly ProgressFeed _feed;
    private readonly IOptionsMonitor<SubmissionOptions> _options;
    private readonly TimeProvider _time;

    internal ValidationJob(
        IDbContextFactory<BatchGenDbContext> contexts,
        FileStore files,
        ModelNames models,
        BatchSubmission submission,
        NoticeQueue notices,
        ProgressFeed feed,
        IOptionsMonitor<SubmissionOptions> options,
        TimeProvider time)
    {
        _contexts = contexts;
        _files = files;
        _models = models;
        _submission = submission;
        _notices = notices;
        _feed = feed;
        _options = options;
        _time = time;
    }

    [JobDisplayName("Input of batch {0}")]
    [AutomaticRetry(Attempts = 100, DelaysInSeconds = [1, 5, 15, 30])]
    public async Task RunAsync(long batchId, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var batch = await db.Batches.AsNoTracking().SingleOrDefaultAsync(batch => batch.Id == batchId, cancellationToken);
        if (batch is not { State: BatchState.Validating, Order: { } order })
            return;

        await SubmitAsync(db, batch, order, cancellationToken);
    }

    private async Task SubmitAsync(BatchGenDbContext db, Batch batch, BatchOrder order, CancellationToken cancellationToken)
    {
        string? model = null;
        try
        {
            await using var input = await _files.OpenReadAsync(order.InputFileId, cancellationToken);
            model = await FirstModel.ReadAsync(input, _options.CurrentValue, cancellationToken);
            var names = await _models.ReadAsync(cancellationToken);
            if ((batch.ModelPath is { Length: > 0 } chosen ? chosen : names.Find(model)?.Path) is not { } modelPath)
            {
                await RefuseAsync(db, batch.Id, model, [UnknownModel(names.Refuse(model))], cancellationToken);
                return;
            }

            input.Position = 0;
            if (await _submission.SubmitAsync(ToRequest(batch, model, input, modelPath), progress: null, cancellationToken) is SubmissionRefused refused)
                await RefuseAsync(db, batch.Id, model, refused.Problems, cancellationToken);
        }
        catch (OrderWithdrawnException)
        {
            // Cancelled or expired while its file was read: whoever did it has told the caller, and nothing was stored.
        }
        catch (RequestRefusedException missing)
        {
            await RefuseAsync(
                db, batch.Id, model, [new InputProblem(null, OrderErrorCodes.InputFileMissing, missing.Message, "input_file_id")], cancellationToken);
        }
    }

    private static SubmissionRequest ToRequest(Batch batch, string? model, Stream input, string modelPath) => new()
    {
        Order = new OrderedBy(batch.Id, model, batch.TraceParent),
        Submitter = batch.OwnerId is { } owner ? new Submitter(owner, batch.ApiKeyId) : null,
        Endpoint = batch.Endpoint,
        ModelPath = modelPath,
        OnOtherModel = batch.ModelPath.Length > 0 ? OnOtherModel.Run : OnOtherModel.Follow,
        Input = input,
        Format = InputFormat.JsonLines,
        OnBadLines = OnBadLines.RefuseMalformed,
        // The caller's messages are the whole conversation, as with any other server of this API.
        SystemPrompt = SystemPromptChoice.None,
    };

    private static InputProblem UnknownModel(ModelRefusal refusal) => new(1, refusal.Code, refusal.Sentence, "model");

    private async Task RefuseAsync(
        BatchGenDbContext db, long batchId, string? model, IReadOnlyList<InputProblem> problems, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.LockBatchAsync(batchId, cancellationToken) is not { State: BatchState.Validating, Order: { } order } batch)
            return;

        batch.Finish(BatchState.Failed, _time.GetUtcNow());
        batch.Problem = problems[0].AsReason;
        batch.ProblemCode = problems[0].Code;
        order.Model = model;
        order.ErrorsJson = StoredText.Clean(JsonSerializer.Serialize(problems));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        _feed.Update(BatchStanding.Of(batch));
        await _notices.EnqueueAsync(batch.PublicId, cancellationToken);
    }
}
