using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Forewarn.Core;

namespace Forewarn.RosBridge;

/// <summary>What is read of a robot's URDF: its joints, how they hang together, their limits.</summary>
public sealed class RobotDescription
{
    private RobotDescription(string name, IReadOnlyList<JointDescription> joints) => (Name, Joints) = (name, joints);

    public string Name { get; }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<JointDescription> Joints { get; }

    /// <exception cref="ForewarnException">The file cannot be read, or is not a robot description.</exception>
    public static RobotDescription Load(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ForewarnException.Of($"robot description {path}", e.Message, "a readable URDF file",
                "Give its path.", ExitCode.Usage, e);
        }
    }

    /// <param name="source">What to call the text in errors.</param>
    /// <exception cref="ForewarnException">The text is not XML, or a joint is incomplete.</exception>
    public static RobotDescription Parse(string urdf, string source)
    {
        XElement root;
        try
        {
            root = XDocument.Parse(urdf).Root!;
        }
        catch (XmlException e)
        {
            throw ForewarnException.Of($"robot description {source}", e.Message, "XML", "Correct the file.", ExitCode.Usage, e);
        }
        if (root.Name.LocalName != "robot")
            throw ForewarnException.Of($"robot description {source}", $"<{root.Name.LocalName}>", "<robot>",
                "Give a URDF file (expand xacro first).", ExitCode.Usage);
        var joints = root.Elements("joint").Select(j => JointOf(j, source)).ToList();
        if (joints.GroupBy(j => j.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw ForewarnException.Of($"robot description {source}", $"two joints '{twice.Key}'", "unique names",
                "Rename one.", ExitCode.Usage);
        return new((string?)root.Attribute("name") ?? "robot", joints);
    }

    /// <exception cref="ForewarnException">There is no such joint.</exception>
    public JointDescription Joint(string name) =>
        Joints.FirstOrDefault(j => j.Name == name)
        ?? throw ForewarnException.Of($"joint '{name}' of robot '{Name}'", string.Join(", ", Joints.Select(j => j.Name)),
            $"'{name}'", "Name a joint of the robot description.", ExitCode.Usage);

    /// <summary>The joints from the base to a link, base first.</summary>
    /// <exception cref="ForewarnException">No joint leads to the link.</exception>
    public IReadOnlyList<JointDescription> ChainTo(string link)
    {
        var chain = new List<JointDescription>();
        string at = link;
        while (Joints.FirstOrDefault(j => j.Child == at) is { } joint && chain.Count < Joints.Count)
        {
            chain.Insert(0, joint);
            at = joint.Parent;
        }
        return chain.Count > 0
            ? chain
            : throw ForewarnException.Of($"link '{link}' of robot '{Name}'",
                string.Join(", ", Joints.Select(j => j.Child)), $"'{link}'", "Name the tool's link.", ExitCode.Usage);
    }

    private static JointDescription JointOf(XElement joint, string source)
    {
        string name = (string?)joint.Attribute("name") ?? "?", thing = $"robot description {source}: joint '{name}'";
        JointKind kind = (string?)joint.Attribute("type") switch
        {
            "fixed" => JointKind.Fixed,
            "revolute" or "continuous" => JointKind.Revolute,
            "prismatic" => JointKind.Prismatic,
            var other => throw Wrong("type", other ?? "nothing", "fixed, revolute, continuous or prismatic"),
        };
        var origin = joint.Element("origin");
        double[] axis = Numbers(joint.Element("axis")?.Attribute("xyz"), "axis", [1, 0, 0]);
        double length = Math.Sqrt(axis.Sum(v => v * v));
        if (length < 1e-9) throw Wrong("axis", "a zero vector", "a direction");
        var limit = joint.Element("limit");
        bool isBounded = kind == JointKind.Prismatic || (kind == JointKind.Revolute && (string?)joint.Attribute("type") == "revolute");
        if (isBounded && limit is null) throw Wrong("limit", "none", "lower, upper and velocity");
        double lower = isBounded ? Number(limit!, "lower", 0) : double.NegativeInfinity;
        double upper = isBounded ? Number(limit!, "upper", 0) : double.PositiveInfinity;
        if (lower > upper) throw Wrong("limit", $"lower {lower} above upper {upper}", "lower at most upper");
        double velocity = limit is null ? double.PositiveInfinity : Number(limit, "velocity", double.PositiveInfinity);
        return new(name, kind, Link("parent"), Link("child"), Numbers(origin?.Attribute("xyz"), "origin xyz", [0, 0, 0]),
            Rotation(Numbers(origin?.Attribute("rpy"), "origin rpy", [0, 0, 0])), [.. axis.Select(v => v / length)],
            lower, upper, velocity, (string?)joint.Element("mimic")?.Attribute("joint"));

        string Link(string role) =>
            (string?)joint.Element(role)?.Attribute("link") ?? throw Wrong(role, "none", "a link");

        double Number(XElement element, string attribute, double missing) =>
            (string?)element.Attribute(attribute) is { } text
                ? double.TryParse(text, CultureInfo.InvariantCulture, out double value) && !double.IsNaN(value)
                    ? value
                    : throw Wrong(attribute, $"'{text}'", "a number")
                : missing;

        double[] Numbers(XAttribute? attribute, string what, double[] missing)
        {
            if (attribute is null) return missing;
            string[] parts = attribute.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            var values = new double[3];
            if (parts.Length != 3) throw Wrong(what, $"'{attribute.Value}'", "three numbers");
            for (int i = 0; i < 3; i++)
                if (!double.TryParse(parts[i], CultureInfo.InvariantCulture, out values[i]) || !double.IsFinite(values[i]))
                    throw Wrong(what, $"'{attribute.Value}'", "three numbers");
            return values;
        }

        ForewarnException Wrong(string what, string found, string wanted) =>
            ForewarnException.Of($"{thing}: {what}", found, wanted, "Correct the file.", ExitCode.Usage);
    }

    /// <summary>Fixed-axis roll, pitch, yaw as URDF means them: Rz(yaw) Ry(pitch) Rx(roll).</summary>
    private static double[] Rotation(double[] rpy)
    {
        var (sr, cr) = Math.SinCos(rpy[0]);
        var (sp, cp) = Math.SinCos(rpy[1]);
        var (sy, cy) = Math.SinCos(rpy[2]);
        return
        [
            cy * cp, cy * sp * sr - sy * cr, cy * sp * cr + sy * sr,
            sy * cp, sy * sp * sr + cy * cr, sy * sp * cr - cy * sr,
            -sp, cp * sr, cp * cr,
        ];
    }
}
