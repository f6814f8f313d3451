using System.Text;
using BatchGen.Batches.Data;
using BatchGen.Batches.Files;
using BatchGen.Batches.Orders;
using BatchGen.Batches.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Orders;

/// <summary>Orders as the API makes them, over <see cref="BatchHouse"/>.</summary>
internal sealed class OrderHouse(BatchHouse house)
{
    public BatchOrders Orders => house.Services.GetRequiredService<BatchOrders>();

    public FileStore Files => house.Services.GetRequiredService<FileStore>();

    public static string Line(string customId, string content, string more = "") =>
        $$$"""{"custom_id":"{{{customId}}}","method":"POST","url":"/v1/chat/completions","body":{"model":"test","messages":[{"role":"user","content":"{{{content}}}"}]{{{more}}}}}""";

    public async Task<StoredFile> UploadAsync(params string[] lines)
    {
        using var received = await Files.ReceiveAsync(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))), CancellationToken.None);
        return await Files.KeepAsync(received, new NewFile("input.jsonl", FilePurposes.Batch, null), CancellationToken.None);
    }

    public async Task<Batch> OrderAsync(params string[] lines) => await Orders.CreateAsync(
        new NewOrder((await UploadAsync(lines)).PublicId, "/v1/chat/completions", "24h", null, null, null), CancellationToken.None);

    public Task<Batch> GetAsync(Batch order) => Orders.GetAsync(order.PublicId, CancellationToken.None);

    public async Task<string[]> ReadAsync(string fileId)
    {
        using var reader = new StreamReader(await Files.OpenReadAsync(fileId, CancellationToken.None));
        return (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
