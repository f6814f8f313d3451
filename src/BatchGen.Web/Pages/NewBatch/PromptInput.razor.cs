using System.Globalization;
using BatchGen.Batches.Data;
using BatchGen.Web.Formatting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace BatchGen.Web.Pages.NewBatch;

/// <summary>Pasted text, or a file that is streamed to disk as it arrives; never both.</summary>
public sealed partial class PromptInput
{
    /// <summary>More is pleasanter as a file, and would not fit one message of the circuit.</summary>
    private const int MaxPastedCharacters = 500_000;

    private const int CopyBytes = 128 * 1024;

    private IJSObjectReference? _module;
    private ElementReference _area;
    private string? _watched;
    private IBrowserFile? _uploading;
    private CancellationTokenSource? _upload;
    private long _uploadedBytes;
    private string? _problem;

    [Parameter] public string Text { get; set; } = "";

    [Parameter] public EventCallback<string> TextChanged { get; set; }

    [Parameter] public UploadedFile? File { get; set; }

    [Parameter] public EventCallback<UploadedFile?> FileChanged { get; set; }

    [Parameter, EditorRequired] public required long MaxBytes { get; set; }

    [Parameter] public bool IsDisabled { get; set; }

    [Inject] public required IJSRuntime Script { get; init; }

    [Inject] public required DataDirectory Data { get; init; }

    private string UploadedShare => string.Create(CultureInfo.InvariantCulture, $"{100.0 * _uploadedBytes / Math.Max(1, _uploading?.Size ?? 1):0.#}%");

    public async ValueTask DisposeAsync()
    {
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
        // The text area is a new element whenever a file was there in between.
        if (File is not null || _uploading is not null || _area.Id == _watched)
            return;
        _watched = _area.Id;
        try
        {
            _module ??= await Script.InvokeAsync<IJSObjectReference>("import", "./Pages/NewBatch/PromptInput.razor.js");
            await _module.InvokeVoidAsync("watch", _area);
        }
        catch (JSDisconnectedException)
        {
            // Left while the page was being set up.
        }
    }

    private Task ChangedAsync(ChangeEventArgs change)
    {
        _problem = null;
        var text = (string?)change.Value ?? "";
        return text == Text ? Task.CompletedTask : TextChanged.InvokeAsync(text);
    }

    private async Task UploadAsync(InputFileChangeEventArgs change)
    {
        var file = change.File;
        if (file.Size > MaxBytes)
        {
            _problem = $"{file.Name} has {ByteText.Of(file.Size)}; at most {ByteText.Of(MaxBytes)} can be taken. Split it into several batches.";
            return;
        }

        _problem = null;
        _uploading = file;
        _uploadedBytes = 0;
        using var upload = _upload = new CancellationTokenSource();
        var path = Data.NewScratchFile();
        try
        {
            await CopyAsync(file, path, upload.Token);
            await FileChanged.InvokeAsync(new UploadedFile(file.Name, path, _uploadedBytes));
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or JSException)
        {
            System.IO.File.Delete(path);
            _problem = upload.IsCancellationRequested ? null : $"{file.Name} did not arrive: {failure.Message}";
        }
        finally
        {
            _uploading = null;
            _upload = null;
        }
    }

    private async Task CopyAsync(IBrowserFile file, string path, CancellationToken cancellationToken)
    {
        await using var source = file.OpenReadStream(MaxBytes, cancellationToken);
        await using var target = new FileStream(path, PrivateFiles.Options(FileMode.CreateNew));
        var buffer = new byte[CopyBytes];
        var shown = 0L;
        for (int read; (read = await source.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            _uploadedBytes += read;
            // One percent is the least that shows.
            if (_uploadedBytes - shown < file.Size / 100)
                continue;
            shown = _uploadedBytes;
            StateHasChanged();
        }
    }
}
