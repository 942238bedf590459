using System;
using System.Collections.Generic;
using System.Linq;

namespace Forewarn.Messages.Generator;

/// <summary>How ROS names are spelled in C#.</summary>
internal static class CSharpNames
{
    // What every class has from its base or its interface.
    private static readonly HashSet<string> Taken = new(StringComparer.Ordinal)
    {
        "Type", "WriteTo", "ReadFrom", "Equals", "ReferenceEquals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "Finalize",
    };

    /// <summary><c>joint_names</c> becomes <c>JointNames</c>, <c>STATUS_ABORTED</c> <c>StatusAborted</c>.</summary>
    public static string Pascal(string name) => string.Concat(name.Split('_').Where(word => word.Length > 0).Select(Capitalized));

    /// <summary><c>sensor_msgs/msg/JointState</c> lives in <c>Forewarn.Messages.SensorMsgs</c>.</summary>
    public static string Namespace(string rosType) => "Forewarn.Messages." + Pascal(rosType.Split('/')[0]);

    /// <summary><c>std_srvs/srv/SetBool_Request</c> becomes <c>SetBoolRequest</c>.</summary>
    public static string ClassName(string rosType) => rosType.Split('/')[2].Replace("_", "");

    public static string FullClassName(string rosType) => $"global::{Namespace(rosType)}.{ClassName(rosType)}";

    /// <summary>Member names of a message's fields and constants, in their order.</summary>
    /// <exception cref="NameClashException">Two of them coincide.</exception>
    public static (string[] Fields, string[] Constants) Members(MessageSchema type)
    {
        string owner = ClassName(type.Name);
        string Free(string name) => name == owner || Taken.Contains(name) ? name + "Value" : name;
        string[] fields = type.Fields.Select(field => Free(Pascal(field.Name))).ToArray();
        // A constant gives way to a field and keeps its ROS spelling, which no field can have.
        string[] constants = type.Constants
            .Select(constant => Free(Pascal(constant.Name)) is var name && fields.Contains(name) ? constant.Name : name).ToArray();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var all = fields.Zip(type.Fields, (name, field) => (name, field.Name, field.Line))
            .Concat(constants.Zip(type.Constants, (name, constant) => (name, constant.Name, constant.Line)));
        foreach (var (name, ros, line) in all)
        {
            if (!seen.Add(name))
                throw new NameClashException($"{type.Name}.{ros}: found a second member that is '{name}' in C#. Rename one of them.", line);
        }

        return (fields, constants);
    }

    public static string Primitive(FieldKind kind) => kind switch
    {
        FieldKind.Bool => "bool",
        FieldKind.Byte or FieldKind.UInt8 => "byte",
        FieldKind.Int8 => "sbyte",
        FieldKind.Int16 => "short",
        FieldKind.UInt16 => "ushort",
        FieldKind.Int32 => "int",
        FieldKind.UInt32 => "uint",
        FieldKind.Int64 => "long",
        FieldKind.UInt64 => "ulong",
        FieldKind.Float32 => "float",
        FieldKind.Float64 => "double",
        _ => "string",
    };

    private static string Capitalized(string word)
    {
        // STATUS becomes Status, but words that mix cases are left as they are.
        bool shouted = word.All(letter => !char.IsLower(letter));
        return char.ToUpperInvariant(word[0]) + (shouted ? word.Substring(1).ToLowerInvariant() : word.Substring(1));
    }
}
