using System;
using System.Collections.Generic;
using System.Linq;

namespace Forewarn.Messages;

/// <summary>Message types by name, for resolving what a type refers to.</summary>
public sealed class SchemaCatalog
{
    private readonly Dictionary<string, MessageSchema> _types = new(StringComparer.Ordinal);
    private readonly SchemaCatalog? _fallback;

    /// <param name="fallback">Asked for names that this catalog does not have; null for none.</param>
    public SchemaCatalog(SchemaCatalog? fallback = null) => _fallback = fallback;

    /// <summary>Adds a type, or replaces the one of its name.</summary>
    public void Add(MessageSchema type) => _types[type.Name] = type;

    /// <summary>Adds everything that a definition file declares.</summary>
    public void Add(InterfaceSchema definition)
    {
        foreach (var type in definition.Messages.Concat(definition.Descriptions)) Add(type);
    }

    public MessageSchema? Find(string name) =>
        _types.TryGetValue(name, out var type) ? type : _fallback?.Find(name);

    /// <summary>The type behind a nested field.</summary>
    /// <exception cref="InterfaceSyntaxException">Nobody declared it.</exception>
    public MessageSchema Resolve(MessageSchema owner, FieldSchema field) =>
        Find(field.NestedType) ?? throw new InterfaceSyntaxException(
            $"{owner.Name}.{field.Name}: found the type '{field.NestedType}', which no definition declares. "
            + "Add its file to the definitions, or correct the name.",
            field.Line)
        {
            Owner = owner.Name,
            Missing = field.NestedType,
        };

    /// <summary>Everything that a type refers to, directly or not, each once, in the order of first mention.</summary>
    /// <exception cref="InterfaceSyntaxException">A type is missing, or a type contains itself.</exception>
    public IReadOnlyList<MessageSchema> Dependencies(MessageSchema type)
    {
        var found = new List<MessageSchema>();
        var seen = new HashSet<string>(StringComparer.Ordinal) { type.Name };
        Visit(type, found, seen, new List<string> { type.Name });
        return found;
    }

    private void Visit(MessageSchema type, List<MessageSchema> found, HashSet<string> seen, List<string> path)
    {
        foreach (var field in type.Fields)
        {
            if (field.Kind != FieldKind.Nested) continue;
            var nested = Resolve(type, field);
            if (path.Contains(nested.Name))
            {
                throw new InterfaceSyntaxException(
                    $"{type.Name}.{field.Name}: found a cycle, {string.Join(" -> ", path)} -> {nested.Name}. "
                    + "A message cannot contain itself.",
                    path.Count == 1 ? field.Line : 0)
                {
                    Owner = path[0],
                };
            }

            if (!seen.Add(nested.Name)) continue;
            found.Add(nested);
            path.Add(nested.Name);
            Visit(nested, found, seen, path);
            path.RemoveAt(path.Count - 1);
        }
    }
}
