using System.Runtime.InteropServices;

namespace Forewarn.Simulation.MuJoCo;

/// <summary>
/// Owns one <c>mjData</c> and keeps its model alive: freed in the wrong order, MuJoCo would read freed memory.
/// </summary>
internal sealed class MujocoDataHandle : SafeHandle
{
    private readonly MujocoModelHandle _model;

    public MujocoDataHandle(nint data, MujocoModelHandle model) : base(0, ownsHandle: true)
    {
        bool added = false;
        model.DangerousAddRef(ref added);
        _model = model;
        SetHandle(data);
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        MujocoNative.DeleteData(handle);
        _model.DangerousRelease();
        return true;
    }
}
