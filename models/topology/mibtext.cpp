#include "models/topology/mibtext.h"

#include <QStringDecoder>

#include <algorithm>

namespace rackhouse::mib
{

Index indexOf(const Oid& name, Index subtree)
{
    if (name.size() <= subtree.size() || !std::equal(subtree.begin(), subtree.end(), name.begin()))
        return {};
    return Index(name).subspan(subtree.size());
}

Oid columnOf(Index entry, quint32 column)
{
    Oid oid(entry.begin(), entry.end());
    oid.push_back(column);
    return oid;
}

QString textOf(QByteArray bytes)
{
    while (bytes.endsWith('\0'))
        bytes.chop(1);
    QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decode(bytes);
    return (decode.hasError() ? QString::fromLatin1(bytes) : text).trimmed();
}

} // namespace rackhouse::mib
