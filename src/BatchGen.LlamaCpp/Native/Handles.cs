using Microsoft.Win32.SafeHandles;

namespace BatchGen.LlamaCpp.Native;

/// <summary>Owns a <c>llama_model*</c>.</summary>
internal sealed class ModelHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public ModelHandle(nint model)
        : base(ownsHandle: true) => SetHandle(model);

    protected override bool ReleaseHandle()
    {
        LlamaApi.FreeModel(handle);
        return true;
    }
}

/// <summary>
/// Owns a <c>llama_context*</c> and holds its model: freeing a model before its context ends the process,
/// so the model stays until the last of its contexts is gone, whatever order they are disposed in.
/// </summary>
internal sealed class ContextHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly ModelHandle _model;
    private readonly bool _holdsModel;

    public ContextHandle(ModelHandle model, ContextParams parameters)
        : base(ownsHandle: true)
    {
        _model = model;
        model.DangerousAddRef(ref _holdsModel);
        SetHandle(LlamaApi.CreateContext(model, parameters));
        if (IsInvalid)
            Release();
    }

    protected override bool ReleaseHandle()
    {
        LlamaApi.FreeContext(handle);
        Release();
        return true;
    }

    private void Release()
    {
        if (_holdsModel)
            _model.DangerousRelease();
    }
}

/// <summary>A <c>llama_sampler</c> that holds a grammar.</summary>
internal sealed class GrammarHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        LlamaApi.FreeGrammar(handle);
        return true;
    }
}
