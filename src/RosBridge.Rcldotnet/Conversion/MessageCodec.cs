using System.Reflection;
using Forewarn.Messages;

namespace Forewarn.RosBridge.Rcldotnet;

/// <summary>A message class of the workspace, field after field in the order of its definition.</summary>
internal sealed class MessageCodec<T> : ItemCodec<T> where T : class, new()
{
    private readonly FieldCodec<T>[] _fields;

    /// <exception cref="Core.ForewarnException">The workspace's class is that of another definition.</exception>
    public MessageCodec(MessageSchema schema, SchemaCatalog catalog)
    {
        // Named by the last part: the class of std_srvs/srv/SetBool_Request is SetBool_Request.
        string name = schema.Name[(schema.Name.LastIndexOf('/') + 1)..];
        _fields = [.. schema.Fields.Select(field => Make(schema, field, WorkspaceNames.Property(name, field.Name), catalog))];
    }

    public override int Least => 1;

    public override T Read(ref CdrReader reader, T? known)
    {
        T message = known ?? new T();
        foreach (var field in _fields) field.Read(message, ref reader);
        return message;
    }

    public override void Write(CdrWriter writer, T? item)
    {
        T message = item ?? new T();
        foreach (var field in _fields) field.Write(message, writer);
    }

    private static FieldCodec<T> Make(MessageSchema owner, FieldSchema field, string name, SchemaCatalog catalog)
    {
        PropertyInfo? property = typeof(T).GetProperty(name);
        return property is { CanRead: true, CanWrite: true } && FieldCodecs.Fits(field, property.PropertyType)
            ? FieldCodecs.Make<T>(owner, field, property, catalog)
            : throw WorkspaceNames.Misfit(owner.Name, $"{typeof(T).FullName} without a property {name} for '{field.Name}'");
    }
}
