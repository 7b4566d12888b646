#pragma once

#include <QByteArrayView>
#include <QString>

namespace rackhouse
{

/// The order in which people count: "r1-u2" before "r1-U10". Runs of digits compare as numbers of
/// any length, other characters without regard to ASCII case. The texts are UTF-8. Negative, zero
/// or positive; zero only where the texts differ at most in case.
int compareNaturally(QByteArrayView left, QByteArrayView right);

inline bool comesBefore(const QString& left, const QString& right)
{
    return compareNaturally(left.toUtf8(), right.toUtf8()) < 0;
}

} // namespace rackhouse
