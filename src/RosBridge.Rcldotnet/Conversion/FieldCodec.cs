using System.Reflection;
using Forewarn.Messages;

namespace Forewarn.RosBridge.Rcldotnet;

/// <summary>Bytes to one field of a message and back.</summary>
internal abstract class FieldCodec<TMessage>
{
    public abstract void Read(TMessage message, ref CdrReader reader);

    public abstract void Write(TMessage message, CdrWriter writer);
}

/// <summary>A field whose property has the type <typeparamref name="TValue"/>, reached without boxing.</summary>
internal abstract class FieldCodec<TMessage, TValue>(PropertyInfo property) : FieldCodec<TMessage>
{
    private readonly Func<TMessage, TValue> _get = property.GetMethod!.CreateDelegate<Func<TMessage, TValue>>();
    private readonly Action<TMessage, TValue> _set = property.SetMethod!.CreateDelegate<Action<TMessage, TValue>>();

    protected TValue Get(TMessage message) => _get(message);

    protected void Set(TMessage message, TValue value) => _set(message, value);
}
