using BatchGen.Batches.Data;
using BatchGen.Batches.Models;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Testing.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Models;

public sealed class ModelRegistryTests
{
    [Fact]
    public async Task Add_KeepsAndAuditsThePath_UntilItIsRemoved()
    {
        await using var house = await BatchHouse.CreateAsync();
        var registry = NewRegistry(house);
        var path = RandomModel.PathOf(new RandomModelShape());

        Assert.Null(await registry.AddAsync(path, "the admin", CancellationToken.None));
        Assert.Equal([path], registry.Paths);
        Assert.Equal("model_already_registered", (await registry.AddAsync(path, "the admin", CancellationToken.None))?.Code);

        var next = NewRegistry(house);
        await next.LoadAsync(CancellationToken.None);
        Assert.Equal([path], next.Paths);

        await registry.RemoveAsync(path, "the admin", CancellationToken.None);
        Assert.Empty(registry.Paths);
        Assert.True(File.Exists(path));
        await using var db = await house.OpenAsync();
        Assert.Equal(["registered", "not registered"], await db.Audit.OrderBy(entry => entry.Id).Select(entry => entry.To).ToListAsync());
    }

    [Fact]
    public async Task Change_HappensOnce_WhenManyAskForItAtOnce()
    {
        await using var house = await BatchHouse.CreateAsync();
        var registry = NewRegistry(house);
        var path = RandomModel.PathOf(new RandomModelShape());

        var refusals = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => registry.AddAsync(path, "the admin", CancellationToken.None))));
        Assert.Equal([null, .. Enumerable.Repeat("model_already_registered", 15)], refusals.Select(refusal => refusal?.Code).Order());

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => registry.RemoveAsync(path, "the admin", CancellationToken.None))));
        await using var db = await house.OpenAsync();
        Assert.Equal(2, await db.Audit.CountAsync());
    }

    [Theory]
    [InlineData("", "model_path_not_absolute")]
    [InlineData("models/relative.gguf", "model_path_not_absolute")]
    [InlineData("/models/absent.gguf", "model_not_found")]
    public async Task Add_SaysWhyNot_WhenThePathIsNoGood(string path, string code)
    {
        await using var house = await BatchHouse.CreateAsync();

        Assert.Equal(code, (await NewRegistry(house).AddAsync(path, "the admin", CancellationToken.None))?.Code);
    }

    [Fact]
    public async Task Add_SaysWhatIsWrongWithTheFile_WhenItIsNoModel()
    {
        await using var house = await BatchHouse.CreateAsync();
        using var folder = new ScratchFolder();
        var path = Path.Combine(folder.Path, "broken.gguf");
        await File.WriteAllTextAsync(path, "this is not a model");

        var refusal = await NewRegistry(house).AddAsync(path, "the admin", CancellationToken.None);

        Assert.Equal("gguf_not_gguf", refusal?.Code);
        Assert.Contains(path, refusal?.Message, StringComparison.Ordinal);
    }

    private static ModelRegistry NewRegistry(BatchHouse house) =>
        new(house.Services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>(), house.Services.GetRequiredService<NodeIdentity>(), TimeProvider.System);
}
