using System.Globalization;
using BatchGen.Batches.Data;
using BatchGen.Web.Formatting;
using BatchGen.Web.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace BatchGen.Web.Pages.NewBatch;

/// <summary>Pasted text, or files that are streamed to disk as they arrive; never both.</summary>
public sealed partial class PromptInput
{
    /// <summary>More is pleasanter as a file, and would not fit one message of the circuit.</summary>
    private const int MaxPastedCharacters = 500_000;

    /// <summary>A browser hands over a folder's worth at once; more than this comes as a ZIP.</summary>
    private const int MaxFiles = 500;

    private const int CopyBytes = 128 * 1024;

    private IJSObjectReference? _module;
    private ElementReference _area;
    private ElementReference _drop;
    private ElementReference _said;
    private string? _watched;
    private IBrowserFile? _uploading;
    private CancellationTokenSource? _upload;
    private long _uploadedBytes;
    private long _totalBytes;
    private long _shownBytes;
    private string? _problem;
    private bool _isCut;

    [Parameter] public string Text { get; set; } = "";

    [Parameter] public EventCallback<string> TextChanged { get; set; }

    [Parameter] public IReadOnlyList<StoredUpload> Files { get; set; } = [];

    [Parameter] public EventCallback<IReadOnlyList<StoredUpload>> FilesChanged { get; set; }

    /// <summary>All files together.</summary>
    [Parameter, EditorRequired] public required long MaxBytes { get; set; }

    [Parameter] public bool IsDisabled { get; set; }

    [Inject] public required IJSRuntime Script { get; init; }

    [Inject] public required ConnectionBreaks Breaks { get; init; }

    [Inject] public required DataDirectory Data { get; init; }

    private string UploadedShare => string.Create(CultureInfo.InvariantCulture, $"{100.0 * _uploadedBytes / Math.Max(1, _totalBytes):0.#}%");

    public async ValueTask DisposeAsync()
    {
        Breaks.Broken -= StopBroken;
        _upload?.Cancel();
        try
        {
            if (_module is not null)
                await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser left; its module left with it.
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        try
        {
            if (firstRender)
            {
                _module = await Script.InvokeAsync<IJSObjectReference>("import", "./Pages/NewBatch/PromptInput.razor.js");
                await _module.InvokeVoidAsync("guard", _drop, _said, MaxFiles);
            }

            // The text area is a new element whenever a file was there in between.
            if (_module is null || Files.Count > 0 || _uploading is not null || _area.Id == _watched)
                return;
            _watched = _area.Id;
            await _module.InvokeVoidAsync("watch", _area);
        }
        catch (JSDisconnectedException)
        {
            // Left while the page was being set up.
        }
    }

    protected override void OnInitialized() => Breaks.Broken += StopBroken;

    private void StopBroken() => _ = InvokeAsync(() =>
    {
        _isCut = _upload is not null;
        _upload?.Cancel();
    });

    private Task ChangedAsync(ChangeEventArgs change)
    {
        _problem = null;
        var text = (string?)change.Value ?? "";
        return text == Text ? Task.CompletedTask : TextChanged.InvokeAsync(text);
    }

    private async Task UploadAsync(InputFileChangeEventArgs change)
    {
        _ = TellTakenAsync();
        if (change.FileCount > MaxFiles)
        {
            _problem = L["TooManyFiles", CountText.Of(change.FileCount), CountText.Of(MaxFiles)];
            return;
        }

        var files = change.GetMultipleFiles(MaxFiles);
        _totalBytes = files.Sum(file => file.Size);
        var together = _totalBytes + Files.Sum(file => file.Bytes);
        if (together > MaxBytes)
        {
            _problem = files.FirstOrDefault(file => file.Size > MaxBytes) is { } large
                ? L["TooLarge", large.Name, ByteText.Of(large.Size), ByteText.Of(MaxBytes)]
                : L["TooLargeTogether", ByteText.Of(together), ByteText.Of(MaxBytes)];
            return;
        }

        _problem = null;
        _isCut = false;
        _uploadedBytes = _shownBytes = 0;
        var stored = new List<StoredUpload>();
        using var upload = _upload = new CancellationTokenSource();
        try
        {
            foreach (var file in files)
                stored.Add(await StoreAsync(file, upload.Token));
            await FilesChanged.InvokeAsync([.. Files, .. stored]);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or JSException or TimeoutException)
        {
            foreach (var file in stored)
                File.Delete(file.Path);
            _problem = _isCut ? L["CutOff", _uploading?.Name ?? ""].Value
                : upload.IsCancellationRequested ? null
                : L["DidNotArrive", _uploading?.Name ?? "", failure.Message].Value;
        }
        finally
        {
            _uploading = null;
            _upload = null;
        }
    }

    /// <summary>What the browser waits for, else it hands the same files over again after a break. Nobody waits for it: it may break itself.</summary>
    private async Task TellTakenAsync()
    {
        try
        {
            if (_module is not null)
                await _module.InvokeVoidAsync("taken", _drop);
        }
        catch (Exception failure) when (failure is JSException or JSDisconnectedException or OperationCanceledException or TimeoutException)
        {
            // The connection broke just now; the files come again with the next one.
        }
    }

    private Task RemoveAsync(StoredUpload file)
    {
        File.Delete(file.Path);
        return FilesChanged.InvokeAsync([.. Files.Where(other => other != file)]);
    }

    /// <summary>Leaves nothing behind when it does not arrive.</summary>
    private async Task<StoredUpload> StoreAsync(IBrowserFile file, CancellationToken cancellationToken)
    {
        _uploading = file;
        var path = Data.NewScratchFile();
        try
        {
            return new StoredUpload(file.Name, path, await CopyAsync(file, path, cancellationToken));
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private async Task<long> CopyAsync(IBrowserFile file, string path, CancellationToken cancellationToken)
    {
        await using var source = file.OpenReadStream(MaxBytes, cancellationToken);
        await using var target = new FileStream(path, PrivateFiles.Options(FileMode.CreateNew));
        var buffer = new byte[CopyBytes];
        for (int read; (read = await source.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            _uploadedBytes += read;
            ShowProgress();
        }

        return target.Length;
    }

    /// <summary>One percent is the least that shows.</summary>
    private void ShowProgress()
    {
        if (_uploadedBytes - _shownBytes < _totalBytes / 100)
            return;
        _shownBytes = _uploadedBytes;
        StateHasChanged();
    }
}
