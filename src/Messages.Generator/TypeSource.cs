using System.Linq;

namespace Forewarn.Messages.Generator;

/// <summary>The C# expression of a <c>MessageType</c>.</summary>
internal static class TypeSource
{
    /// <param name="isServicePart">Whether the type travels as a request or response too.</param>
    public static string Of(MessageSchema type, SchemaCatalog catalog, bool isServicePart)
    {
        string service = isServicePart ? Program(MarshallingOps.Of(type, catalog, serviceHeader: true)) : "null";
        return $"new MessageType({Literals.Quote(type.Name)}, {Literals.Quote(TypeHash.Of(type, catalog))}, "
            + $"{Literals.Quote(DefinitionText.Of(type, catalog))}, {Program(MarshallingOps.Of(type, catalog))}, {service})";
    }

    private static string Program(MarshallingOps program) =>
        $"new MarshallingProgram(new uint[] {{ {string.Join(", ", program.Ops.Select(word => "0x" + word.ToString("x")))} }}, "
        + $"{program.Instructions}, {program.Size}, {program.Align}, {(program.FixedSize ? "true" : "false")})";
}
