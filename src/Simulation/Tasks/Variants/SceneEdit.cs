using System.Globalization;
using System.Xml.Linq;
using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tasks.Variants;

/// <summary>One altered number or set of numbers of a scene, by the name of the thing that has it.</summary>
public sealed class SceneEdit
{
    private readonly double[] _values;

    private SceneEdit(SceneProperty property, string target, params double[] values)
    {
        if (!Array.TrueForAll(values, double.IsFinite))
            throw ForewarnException.Of($"{property} of '{target}'", string.Join(", ", values), "finite numbers", "", ExitCode.Usage);
        (Property, Target, _values) = (property, target, values);
    }

    public SceneProperty Property { get; }

    /// <summary>Name of the actuator, joint or geom in the scene.</summary>
    public string Target { get; }

    public IReadOnlyList<double> Values => _values;

    /// <summary>Multiplies the strength of an actuator; 0 switches it off.</summary>
    public static SceneEdit Gear(string actuator, double factor) => new(SceneProperty.GearFactor, actuator, factor);

    /// <summary>Limits a joint, rad or m.</summary>
    /// <exception cref="ForewarnException">The limits are in the wrong order.</exception>
    public static SceneEdit Range(string joint, double lower, double upper) => lower <= upper
        ? new(SceneProperty.JointRange, joint, lower, upper)
        : throw ForewarnException.Of($"range of joint '{joint}'", $"{lower} to {upper}", "the lower limit first", "", ExitCode.Usage);

    /// <summary>Holds a joint at one angle (rad) or place (m), as firmly as a joint limit does.</summary>
    public static SceneEdit Lock(string joint, double at = 0) => Range(joint, at, at);

    public static SceneEdit Stiffness(string joint, double value) => new(SceneProperty.JointStiffness, joint, value);

    public static SceneEdit Damping(string joint, double value) => new(SceneProperty.JointDamping, joint, value);

    public static SceneEdit Friction(string geom, double sliding) => new(SceneProperty.GeomFriction, geom, sliding);

    /// <summary>Sizes of a geom, m: radius of a sphere, radius and half length of a capsule (radius alone where it has end points).</summary>
    public static SceneEdit Size(string geom, params double[] sizes) => new(SceneProperty.GeomSize, geom, sizes);

    public override string ToString() =>
        $"{Property} {Target} {string.Join(' ', _values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))}";

    /// <summary>Edits that masses and inertias follow from are made in the text.</summary>
    internal void Apply(XElement scene)
    {
        if (Property != SceneProperty.GeomSize) return;
        var geoms = scene.Element("worldbody")!.Descendants("geom").Where(g => g.Attribute("name") is not null).ToArray();
        var geom = geoms.FirstOrDefault(g => g.Attribute("name")!.Value == Target)
            ?? throw ForewarnException.Of("altered geom", $"none of the name '{Target}'",
                "one of " + string.Join(", ", geoms.Select(g => g.Attribute("name")!.Value)), "Check the name.", ExitCode.Usage);
        geom.SetAttributeValue("size", string.Join(' ', _values.Select(v => v.ToString("R", CultureInfo.InvariantCulture))));
    }

    /// <summary>All other edits are made in the compiled model.</summary>
    internal void Apply(MujocoModel model)
    {
        switch (Property)
        {
            case SceneProperty.GearFactor:
                foreach (ref double g in model.Doubles("actuator_gear").Slice(6 * model.Id(MujocoObject.Actuator, Target), 6))
                    g *= _values[0];
                break;
            case SceneProperty.JointRange:
                _values.CopyTo(model.Doubles("jnt_range").Slice(2 * LimitedJoint(model), 2));
                break;
            case SceneProperty.JointStiffness:
                model.Doubles("jnt_stiffness")[model.Id(MujocoObject.Joint, Target)] = _values[0];
                break;
            case SceneProperty.JointDamping:
                int joint = model.Id(MujocoObject.Joint, Target);
                model.Doubles("dof_damping")[model.Ints("jnt_dofadr")[joint]] = _values[0];
                break;
            case SceneProperty.GeomFriction:
                model.Doubles("geom_friction")[3 * model.Id(MujocoObject.Geom, Target)] = _values[0];
                break;
            case SceneProperty.GeomSize:
                break;
        }
    }

    private int LimitedJoint(MujocoModel model)
    {
        int joint = model.Id(MujocoObject.Joint, Target);
        if (model.Bytes("jnt_limited")[joint] != 0) return joint;
        throw ForewarnException.Of($"range of joint '{Target}'", "a joint without limits", "one that has limits", "Alter another joint.",
            ExitCode.Usage);
    }
}
