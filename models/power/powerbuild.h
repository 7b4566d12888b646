#pragma once

#include "models/power/powerpicture.h"

#include <utility>

namespace rackhouse
{

/// Makes the graph of a picture from the rows of the books, and notes what in them is no graph.
class PowerBuild
{
public:
    PowerBuild(PowerPicture& picture, const PowerPicture::Books& books)
        : m_picture(picture), m_books(books)
    {
    }

    void build();

private:
    void addSupplies();
    void addDevices();
    void addCables();
    void addCable(const Cable& cable);
    void plug(const Cable& cable, int supply);
    void addDevice(PowerPicture::Device device);
    void link(int from, int to);
    void cutLoops();
    void inheritSides();
    void markStandby();
    void choosePreferred();
    void noteInputs(const PowerPicture::Supply& supply, const QString& preferred,
                    const QString& inlet);
    void note(PowerFinding::Kind kind, const QString& id, const QString& place);

    PowerPicture& m_picture;
    const PowerPicture::Books& m_books;
    QMultiHash<std::pair<int, int>, QString> m_inlets; ///< ports, by what feeds and what is fed
};

} // namespace rackhouse
