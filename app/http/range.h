#pragma once

#include <QByteArray>

namespace rackhouse::http
{

/// The part of `size` bytes that a Range header asks for (RFC 9110, section 14).
struct RangeAnswer {
    enum Kind {
        Whole,        ///< no range, several, or not understood: send everything with 200
        Partial,      ///< 206
        Unsatisfiable ///< 416
    } kind = Whole;
    qint64 offset = 0;
    qint64 length = 0;
};

/// `header` is the value of Range, empty when there was none.
RangeAnswer parseRange(const QByteArray& header, qint64 size);

} // namespace rackhouse::http
