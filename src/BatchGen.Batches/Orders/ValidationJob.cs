using System.Text.Json;
using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Files;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Submission.Quotas;
using BatchGen.Batches.Webhooks;
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
    private readonly KnownModelNames _models;
    private readonly BatchSubmission _submission;
    private readonly WebhookQueue _webhooks;
    private readonly IOptionsMonitor<SubmissionOptions> _options;
    private readonly TimeProvider _time;

    internal ValidationJob(
        IDbContextFactory<BatchGenDbContext> contexts,
        FileStore files,
        KnownModelNames models,
        BatchSubmission submission,
        WebhookQueue webhooks,
        IOptionsMonitor<SubmissionOptions> options,
        TimeProvider time)
    {
        _contexts = contexts;
        _files = files;
        _models = models;
        _submission = submission;
        _webhooks = webhooks;
        _options = options;
        _time = time;
    }

    [JobDisplayName("Input of order {0}")]
    [AutomaticRetry(Attempts = 100, DelaysInSeconds = [1, 5, 15, 60, 300])]
    public async Task RunAsync(long orderId, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var order = await db.Orders.AsNoTracking().SingleOrDefaultAsync(order => order.Id == orderId, cancellationToken);
        if (order is not { State: OrderState.Validating })
            return;

        await SubmitAsync(db, order, cancellationToken);
    }

    private async Task SubmitAsync(BatchGenDbContext db, BatchOrder order, CancellationToken cancellationToken)
    {
        try
        {
            await using var input = await _files.OpenReadAsync(order.InputFileId, cancellationToken);
            order.Model = await FirstModel.ReadAsync(input, _options.CurrentValue, cancellationToken);
            if (await _models.FindAsync(order.Model, cancellationToken) is not { } modelPath)
            {
                await RefuseAsync(db, order, [UnknownModel(order.Model)], cancellationToken);
                return;
            }

            input.Position = 0;
            if (await _submission.SubmitAsync(ToRequest(order, input, modelPath), progress: null, cancellationToken) is SubmissionRefused refused)
                await RefuseAsync(db, order, refused.Problems, cancellationToken);
        }
        catch (OrderWithdrawnException)
        {
            // Cancelled or expired while its file was read: whoever did it has told the caller, and nothing was stored.
        }
        catch (RequestRefusedException missing)
        {
            await RefuseAsync(db, order, [new InputProblem(null, OrderErrorCodes.InputFileMissing, missing.Message, "input_file_id")], cancellationToken);
        }
    }

    private static SubmissionRequest ToRequest(BatchOrder order, Stream input, string modelPath) => new()
    {
        Order = new OrderedBy(order.PublicId, order.Model),
        Name = order.InputFileId,
        Submitter = order.OwnerId is { } owner ? new Submitter(owner, order.ApiKeyId) : null,
        Endpoint = order.Endpoint,
        ModelPath = modelPath,
        Input = input,
        Format = InputFormat.JsonLines,
        OnBadLines = OnBadLines.RefuseMalformed,
        // The caller's messages are the whole conversation, as with any other server of this API.
        SystemPrompt = SystemPromptChoice.None,
    };

    private static InputProblem UnknownModel(string? model) => new(
        1, OrderErrorCodes.UnknownModel, $"There is no model '{Shown.Of(model ?? "(default)")}'. GET /v1/models lists those that there are.", "model");

    private async Task RefuseAsync(BatchGenDbContext db, BatchOrder order, IReadOnlyList<InputProblem> problems, CancellationToken cancellationToken)
    {
        var errors = StoredText.Clean(JsonSerializer.Serialize(problems));
        var now = _time.GetUtcNow();
        await db.Orders
            .Where(other => other.Id == order.Id && other.State == OrderState.Validating)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(other => other.State, OrderState.Refused)
                    .SetProperty(other => other.Model, order.Model)
                    .SetProperty(other => other.ErrorsJson, errors)
                    .SetProperty(other => other.EndedAt, now),
                cancellationToken);
        await _webhooks.EnqueueAsync(order.PublicId, cancellationToken);
    }
}
