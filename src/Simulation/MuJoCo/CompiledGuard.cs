using System.Runtime.InteropServices;

namespace Forewarn.Simulation.MuJoCo;

/// <summary>The guard compiled from <c>native/mujoco_guard.c</c>: jumps out over MuJoCo's own C frames.</summary>
internal sealed unsafe class CompiledGuard : MujocoGuard
{
    public CompiledGuard(nint userErrorVariable) => MujocoNative.GuardInstall(userErrorVariable);

    public override string Name => "compiled";

    public override nint Call(nint function, nint a, nint b, nint c, nint d, nint e, nint f, nint g)
    {
        nint* arguments = stackalloc nint[] { a, b, c, d, e, f, g };
        nint result;
        if (MujocoNative.GuardCall(function, arguments, &result) != 0) throw LastError();
        return result;
    }

    public override void Steps(nint step, nint model, nint data, int count)
    {
        if (MujocoNative.GuardSteps(step, model, data, count) != 0) throw LastError();
    }

    public override void OnOneThread(Action body) => body();

    private static Exception LastError() => Error(Marshal.PtrToStringUTF8((nint)MujocoNative.GuardError()) ?? "");
}
