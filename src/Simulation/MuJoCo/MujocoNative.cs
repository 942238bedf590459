using System.Runtime.InteropServices;

namespace Forewarn.Simulation.MuJoCo;

/// <summary>
/// Calls that cannot raise a MuJoCo error, and the guard's own entry points. Everything else goes through
/// <see cref="MujocoGuard"/> by address. Structs are untyped pointers because their layout differs by version.
/// </summary>
internal static unsafe partial class MujocoNative
{
    public const string Library = "mujoco";
    public const string Guard = "forewarn_mujoco_guard";

    [LibraryImport(Library, EntryPoint = "mj_version")]
    internal static partial int Version();

    [LibraryImport(Library, EntryPoint = "mj_deleteModel")]
    internal static partial void DeleteModel(nint model);

    [LibraryImport(Library, EntryPoint = "mj_deleteData")]
    internal static partial void DeleteData(nint data);

    [LibraryImport(Library, EntryPoint = "mj_name2id", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int NameToId(nint model, int type, string name);

    [LibraryImport(Library, EntryPoint = "mj_id2name")]
    internal static partial byte* IdToName(nint model, int type, int id);

    [LibraryImport(Guard, EntryPoint = "forewarn_mujoco_install")]
    internal static partial void GuardInstall(nint userError);

    [LibraryImport(Guard, EntryPoint = "forewarn_mujoco_error")]
    internal static partial byte* GuardError();

    [LibraryImport(Guard, EntryPoint = "forewarn_mujoco_call")]
    internal static partial int GuardCall(nint function, nint* arguments, nint* result);

    [LibraryImport(Guard, EntryPoint = "forewarn_mujoco_steps")]
    internal static partial int GuardSteps(nint step, nint model, nint data, int count);
}
