// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/glyph.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace holdline::widgets {

using namespace Qt::StringLiterals;

QPixmap glyph(const QString &name, const QColor &color, int size, qreal devicePixelRatio)
{
    const QString key = u"holdline-%1-%2-%3-%4"_s.arg(name, color.name(QColor::HexArgb))
                            .arg(size)
                            .arg(devicePixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;

    pixmap = QPixmap(QSize(size, size) * devicePixelRatio);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QFile file(u":/holdline/icons/%1.svg"_s.arg(name));
    if (file.open(QIODevice::ReadOnly)) {
        // Qt's renderer does not know currentColor.
        QSvgRenderer renderer(file.readAll().replace("currentColor", color.name().toLatin1()));
        QPainter painter(&pixmap);
        painter.setOpacity(color.alphaF());
        renderer.render(&painter, QRectF(0, 0, size, size));
    }
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QIcon glyphIcon(const QString &name, const QColor &color, int size)
{
    QIcon icon;
    for (const qreal ratio : {1.0, 2.0})
        icon.addPixmap(glyph(name, color, size, ratio));
    return icon;
}

} // namespace holdline::widgets
