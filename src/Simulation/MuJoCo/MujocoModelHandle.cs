using System.Runtime.InteropServices;

namespace Forewarn.Simulation.MuJoCo;

/// <summary>Owns one <c>mjModel</c>.</summary>
internal sealed class MujocoModelHandle : SafeHandle
{
    public MujocoModelHandle(nint model) : base(0, ownsHandle: true) => SetHandle(model);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        MujocoNative.DeleteModel(handle);
        return true;
    }
}
