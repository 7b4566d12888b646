#pragma once

#include <QTranslator>

namespace rackhouse
{

/// Every text of the product by a good third longer, as it is in German: what has no room for it
/// shows in the pictures, and the tour tells of it.
class LongerText : public QTranslator
{
public:
    QString translate(const char* context, const char* source, const char* comment,
                      int n) const override;
    bool isEmpty() const override { return false; }
};

} // namespace rackhouse
