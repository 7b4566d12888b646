#pragma once

#include "models/domain/floor.h"
#include "models/domain/wiring.h"

#include <QComboBox>

namespace rackhouse
{

struct FloorBooks;
class Rows;

/// Chooses the preferred inlet of a transfer switch among those that it has.
class InletBox : public QComboBox
{
    Q_OBJECT

public:
    explicit InletBox(QWidget* parent) : QComboBox(parent) {}

    /// The power cables of the books that end at an asset.
    static std::vector<Cable> readCables(Rows& rows, const AssetId& asset);
    /// Offers the inlets of a device type, and those that cables lead to. What was chosen stays,
    /// also where nobody knows of it.
    void offer(const Asset& asset, const DeviceType* type, const std::vector<Cable>& cables,
               const FloorBooks& books);
    void choose(const QString& inlet);
    QString inlet() const { return currentData().toString(); }
};

} // namespace rackhouse
