#pragma once

#include "widgets/racks/floorbooks.h"

#include <QSizeF>

class QPainter;

namespace rackhouse
{

/// Racks on paper, true to scale, with a list of what stands in them and QR codes of the links.
class RackSheet
{
public:
    struct Options {
        int scale = 10; ///< 1:10
        bool front = true;
        bool rear = true;
        bool parts = true;
        FloorMeasure measure = FloorMeasure::Occupancy; ///< that devices are shaded by
    };

    RackSheet(const FloorBooks& books, std::vector<Rack> racks, Options options, Instant now);

    /// Of the page with these racks: the smallest paper of the A series that has room for it, or
    /// what they need where none has.
    QSizeF sizeMm() const;
    /// Height of one unit on the paper.
    double unitMm() const;
    /// Draws the page; the painter's unit is a tenth of a millimetre.
    void paint(QPainter& painter) const;

    /// All of them in one picture.
    bool writeSvg(const QString& path) const;

private:
    QSizeF sizeOf(const Rack& rack) const; ///< in tenths of a millimetre
    QSizeF needed() const;
    QSizeF faceSize(const Rack& rack) const;
    int rowsOf(const Rack& rack) const;
    void paintRack(QPainter& painter, const Rack& rack) const;
    void paintRuler(QPainter& painter) const;
    bool isShaded() const { return m_options.measure != FloorMeasure::Occupancy; }
    double legendHeight() const;
    void paintLegend(QPainter& painter, double top) const;
    void paintHead(QPainter& painter, const Rack& rack) const;
    void paintFace(QPainter& painter, const Rack& rack, RackFace face) const;
    void paintDevices(QPainter& painter, const Rack& rack, RackFace face, double left) const;
    void paintParts(QPainter& painter, const Rack& rack) const;
    void paintPart(QPainter& painter, const Device& device) const;

    const FloorBooks& m_books;
    std::vector<Rack> m_racks;
    Options m_options;
    Instant m_now;
};

} // namespace rackhouse
