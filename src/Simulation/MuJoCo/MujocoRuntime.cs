using System.Runtime.InteropServices;

namespace Forewarn.Simulation.MuJoCo;

/// <summary>The loaded library: field layout, guard and the addresses of the functions that may raise errors.</summary>
internal sealed class MujocoRuntime(nint library, MujocoLayout layout, MujocoGuard guard)
{
    public MujocoLayout Layout { get; } = layout;

    public MujocoDataOffsets DataOffsets { get; } = new(layout);

    public MujocoGuard Guard { get; } = guard;

    public nint LoadXml { get; } = Export(library, "mj_loadXML");
    public nint MakeData { get; } = Export(library, "mj_makeData");
    public nint ResetData { get; } = Export(library, "mj_resetData");
    public nint Step { get; } = Export(library, "mj_step");
    public nint Step1 { get; } = Export(library, "mj_step1");
    public nint Forward { get; } = Export(library, "mj_forward");
    public nint Kinematics { get; } = Export(library, "mj_kinematics");
    public nint ComPos { get; } = Export(library, "mj_comPos");
    public nint JacSite { get; } = Export(library, "mj_jacSite");
    public nint RnePostConstraint { get; } = Export(library, "mj_rnePostConstraint");
    public nint ContactForce { get; } = Export(library, "mj_contactForce");
    public nint StackAlloc { get; } = Export(library, "mj_stackAlloc");
    public nint DefaultScene { get; } = Export(library, "mjv_defaultScene");
    public nint DefaultCamera { get; } = Export(library, "mjv_defaultCamera");
    public nint DefaultOption { get; } = Export(library, "mjv_defaultOption");
    public nint MakeScene { get; } = Export(library, "mjv_makeScene");
    public nint FreeScene { get; } = Export(library, "mjv_freeScene");
    public nint UpdateScene { get; } = Export(library, "mjv_updateScene");
    public nint DefaultContext { get; } = Export(library, "mjr_defaultContext");
    public nint MakeContext { get; } = Export(library, "mjr_makeContext");
    public nint FreeContext { get; } = Export(library, "mjr_freeContext");
    public nint SetBuffer { get; } = Export(library, "mjr_setBuffer");
    public nint DrawScene { get; } = Export(library, "mjr_render");
    public nint ReadPixels { get; } = Export(library, "mjr_readPixels");

    internal static nint Export(nint library, string name) => NativeLibrary.GetExport(library, name);
}
