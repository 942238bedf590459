using System.Text.Json;
using Forewarn.Core;

namespace Forewarn.Simulation.MuJoCo;

/// <summary>
/// Where the fields of MuJoCo's structs lie in one exact library version. Offsets move between versions without a
/// trace in the symbol names, so an unknown version is refused instead of guessed at.
/// </summary>
internal sealed class MujocoLayout
{
    internal sealed record Field(string Kind, string Name, string Type, int Offset, string Rows, string Columns);

    private sealed record Table(
        int Version, Dictionary<string, int> Sizes, Dictionary<string, int> Parts, Dictionary<string, int> Constants,
        Field[] Model, Field[] Data);

    private readonly Table _table;
    private readonly Dictionary<string, Field> _model, _data;

    private MujocoLayout(Table table)
    {
        _table = table;
        _model = table.Model.ToDictionary(f => f.Name);
        _data = table.Data.ToDictionary(f => f.Name);
    }

    public static MujocoLayout For(int version)
    {
        var assembly = typeof(MujocoLayout).Assembly;
        var known = new List<int>();
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (!name.StartsWith("layout-", StringComparison.Ordinal)) continue;
            using var stream = assembly.GetManifestResourceStream(name)!;
            var table = JsonSerializer.Deserialize<Table>(stream, JsonSerializerOptions.Web)!;
            if (table.Version == version) return new MujocoLayout(table);
            known.Add(table.Version);
        }
        throw ForewarnException.Of("MuJoCo library", $"version number {version}", $"one of {string.Join(", ", known)}",
            "Install libmujoco2.2.2, or add the field layout of this version (src/Simulation/native/README.md).",
            ExitCode.Environment);
    }

    /// <summary>Size of a struct in bytes.</summary>
    public int Size(string type) => _table.Sizes[type];

    /// <summary>Offset of a nested member, for example <c>mjModel.opt.timestep</c>.</summary>
    public int Part(string member) => _table.Parts[member];

    public int Constant(string name) => _table.Constants[name];

    public Field Model(string name) => Find(_model, "mjModel", name);

    public Field Data(string name) => Find(_data, "mjData", name);

    private static Field Find(Dictionary<string, Field> fields, string owner, string name) =>
        fields.TryGetValue(name, out var field)
            ? field
            : throw new ForewarnException($"{owner} has no field '{name}' in this MuJoCo version.");
}
