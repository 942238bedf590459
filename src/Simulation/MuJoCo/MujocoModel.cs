using System.Runtime.InteropServices;
using System.Text;
using Forewarn.Core;

namespace Forewarn.Simulation.MuJoCo;

/// <summary>
/// A compiled scene (<c>mjModel</c>). May be shared by many <see cref="MujocoData"/> on many threads as long as
/// nobody writes to it. Spans point into native memory: do not keep them beyond the model's life.
/// </summary>
public sealed unsafe class MujocoModel : IDisposable
{
    private bool _disposed;

    private MujocoModel(MujocoRuntime runtime, nint model)
    {
        Runtime = runtime;
        Handle = new MujocoModelHandle(model);
        (Nq, Nv, Nu, Na) = (Count("nq"), Count("nv"), Count("nu"), Count("na"));
        (Nbody, Njnt, Ngeom) = (Count("nbody"), Count("njnt"), Count("ngeom"));
        (Nsite, Ncam) = (Count("nsite"), Count("ncam"));
    }

    internal MujocoRuntime Runtime { get; }

    internal MujocoModelHandle Handle { get; }

    internal nint Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return Handle.DangerousGetHandle();
        }
    }

    /// <summary>Number of position coordinates.</summary>
    public int Nq { get; }

    /// <summary>Number of velocity coordinates (degrees of freedom).</summary>
    public int Nv { get; }

    /// <summary>Number of controls.</summary>
    public int Nu { get; }

    /// <summary>Number of actuator activations.</summary>
    public int Na { get; }

    public int Nbody { get; }

    public int Njnt { get; }

    public int Ngeom { get; }

    public int Nsite { get; }

    public int Ncam { get; }

    /// <summary>Physics step, s.</summary>
    public double TimeStep
    {
        get => *(double*)(Pointer + Runtime.Layout.Part("mjModel.opt.timestep"));
        set => *(double*)(Pointer + Runtime.Layout.Part("mjModel.opt.timestep")) = value;
    }

    /// <summary>Loads an MJCF file.</summary>
    /// <exception cref="ForewarnException">
    /// No such file, or MuJoCo refuses it (its own words are in the message).
    /// </exception>
    public static MujocoModel Load(string path)
    {
        if (!File.Exists(path))
            throw ForewarnException.Of("scene file", $"nothing at '{path}'", "an MJCF file", "Check the path.",
                ExitCode.Usage);
        return Load(MujocoLibrary.Runtime, path, path);
    }

    /// <summary>Loads MJCF text. It cannot refer to other files by relative path.</summary>
    /// <param name="xml">The MJCF text.</param>
    /// <param name="name">What to call the scene in an error message.</param>
    /// <exception cref="ForewarnException">MuJoCo refuses the scene.</exception>
    public static MujocoModel LoadXml(string xml, string name = "scene") => LoadXml(MujocoLibrary.Runtime, xml, name);

    internal static MujocoModel LoadXml(MujocoRuntime runtime, string xml, string name)
    {
        // Version 2.2.2 reads strings only through a 2 MB struct; a file is simpler and as fast.
        var path = Path.Combine(Path.GetTempPath(), $"forewarn-{Guid.NewGuid():N}.xml");
        File.WriteAllText(path, xml);
        try
        {
            return Load(runtime, path, name);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Number of the named object.</summary>
    /// <exception cref="ForewarnException">The scene has none of that name; the message lists those it has.</exception>
    public int Id(MujocoObject kind, string name)
    {
        int id = MujocoNative.NameToId(Pointer, (int)kind, name);
        GC.KeepAlive(this);
        if (id >= 0) return id;
        var names = new List<string>();
        for (int i = 0; Name(kind, i) is { } known; i++) if (known.Length > 0) names.Add(known);
        throw ForewarnException.Of($"{kind.ToString().ToLowerInvariant()} of the scene",
            names.Count == 0 ? "none with a name" : string.Join(", ", names), $"'{name}'",
            "Check the name in the scene file.");
    }

    /// <summary>Name of an object: empty if it has none, null if there is no such number.</summary>
    public string? Name(MujocoObject kind, int id)
    {
        if (id < 0 || id >= Count(CountField(kind))) return null;
        var name = Marshal.PtrToStringUTF8((nint)MujocoNative.IdToName(Pointer, (int)kind, id));
        GC.KeepAlive(this);
        return name ?? "";
    }

    /// <summary>One of the model's counts by its MuJoCo name, for example <c>ntendon</c>.</summary>
    /// <exception cref="ForewarnException">There is no such count.</exception>
    public int Count(string field)
    {
        var entry = Runtime.Layout.Model(field);
        if (entry.Kind != "int") throw new ForewarnException($"mjModel field '{field}' is not a count.");
        nint address = Pointer + entry.Offset;
        int value = entry.Type == "i64" ? checked((int)*(long*)address) : *(int*)address;
        GC.KeepAlive(this);
        return value;
    }

    /// <summary>
    /// A real-valued array by its MuJoCo name, for example <c>geom_friction</c> <c>[ngeom, 3]</c>; writable.
    /// </summary>
    /// <exception cref="ForewarnException">No such field, or not one of doubles.</exception>
    public Span<double> Doubles(string field) =>
        MujocoFieldReader.Span<double>(Pointer, Runtime.Layout.Model(field), "mjtNum", Count);

    /// <summary>
    /// An array of single precision by its MuJoCo name, for example <c>geom_rgba</c> <c>[ngeom, 4]</c>; writable.
    /// </summary>
    /// <exception cref="ForewarnException">No such field, or not one of floats.</exception>
    public Span<float> Floats(string field) =>
        MujocoFieldReader.Span<float>(Pointer, Runtime.Layout.Model(field), "float", Count);

    /// <summary>An integer array by its MuJoCo name, for example <c>geom_bodyid</c> <c>[ngeom]</c>.</summary>
    /// <exception cref="ForewarnException">No such field, or not one of integers.</exception>
    public Span<int> Ints(string field) =>
        MujocoFieldReader.Span<int>(Pointer, Runtime.Layout.Model(field), "int", Count);

    /// <summary>An array of flags by its MuJoCo name, for example <c>jnt_limited</c> <c>[njnt]</c>.</summary>
    /// <exception cref="ForewarnException">No such field, or not one of bytes.</exception>
    public Span<byte> Bytes(string field) =>
        MujocoFieldReader.Span<byte>(Pointer, Runtime.Layout.Model(field), "mjtByte", Count);

    /// <summary>Frees the model once the last simulation made from it is disposed as well.</summary>
    public void Dispose()
    {
        _disposed = true; // the handle itself stays open while simulations hold it
        Handle.Dispose();
    }

    private static MujocoModel Load(MujocoRuntime runtime, string path, string name)
    {
        const int ErrorSize = 1024;
        byte* error = stackalloc byte[ErrorSize];
        error[0] = 0;
        nint model;
        fixed (byte* file = Encoding.UTF8.GetBytes(path + '\0'))
            model = runtime.Guard.Call(runtime.LoadXml, (nint)file, 0, (nint)error, ErrorSize);
        if (model != 0) return new MujocoModel(runtime, model);
        var text = (Marshal.PtrToStringUTF8((nint)error) ?? "").Trim().ReplaceLineEndings("; ");
        throw new ForewarnException($"scene '{name}' cannot be loaded by MuJoCo: {text}", ExitCode.Usage);
    }

    private static string CountField(MujocoObject kind) => kind switch
    {
        MujocoObject.Body => "nbody",
        MujocoObject.Joint => "njnt",
        MujocoObject.Geom => "ngeom",
        MujocoObject.Site => "nsite",
        MujocoObject.Camera => "ncam",
        MujocoObject.Light => "nlight",
        MujocoObject.Mesh => "nmesh",
        MujocoObject.Material => "nmat",
        MujocoObject.Equality => "neq",
        MujocoObject.Tendon => "ntendon",
        MujocoObject.Actuator => "nu",
        MujocoObject.Sensor => "nsensor",
        MujocoObject.Key => "nkey",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
