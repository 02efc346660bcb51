// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/devices/devicelist.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_devicelist {

using namespace audio;
using namespace Qt::StringLiterals;

class TestDeviceList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void choosesADevice_data()
    {
        QTest::addColumn<QList<Device>>("present");
        QTest::addColumn<QByteArray>("standard");
        QTest::addColumn<Device>("preferred");
        QTest::addColumn<QByteArray>("chosen");

        const Device builtIn{"card0", u"Built-in"_s};
        const Device headset{"usb1", u"Headset"_s};
        const Device replugged{"usb2", u"Headset"_s};
        const Device other{"usb1", u"Conference puck"_s};

        QTest::newRow("nothing there")
            << QList<Device>{} << QByteArray() << headset << QByteArray();
        QTest::newRow("nothing preferred: the default")
            << QList{headset, builtIn} << QByteArray("card0") << Device() << QByteArray("card0");
        QTest::newRow("nothing preferred, no default: the first")
            << QList{headset, builtIn} << QByteArray() << Device() << QByteArray("usb1");
        QTest::newRow("nothing preferred, default not listed: the first")
            << QList{builtIn} << QByteArray("speaker.monitor") << Device() << QByteArray("card0");
        QTest::newRow("nothing preferred is not a device without a name")
            << QList{Device{"card1", {}}, builtIn} << QByteArray("card0") << Device()
            << QByteArray("card0");
        QTest::newRow("the preferred one")
            << QList{builtIn, headset} << QByteArray("card0") << headset << QByteArray("usb1");
        QTest::newRow("preferred under a new id")
            << QList{builtIn, replugged} << QByteArray("card0") << headset << QByteArray("usb2");
        QTest::newRow("preferred under a new name")
            << QList{builtIn, other} << QByteArray("card0") << headset << QByteArray("usb1");
        QTest::newRow("the id beats the name")
            << QList{replugged, headset} << QByteArray() << headset << QByteArray("usb1");
        QTest::newRow("preferred is away: the default")
            << QList{other, builtIn} << QByteArray("card0") << Device{"bt", u"Earbuds"_s}
            << QByteArray("card0");
    }

    void choosesADevice()
    {
        QFETCH(QList<Device>, present);
        QFETCH(QByteArray, standard);
        QFETCH(Device, preferred);
        QFETCH(QByteArray, chosen);
        const auto device = chooseDevice({.present = present, .defaultId = standard}, preferred);
        QCOMPARE(device.has_value(), !chosen.isEmpty());
        QCOMPARE(device.value_or(Device()).id, chosen);
    }
};

HOLDLINE_TEST(TestDeviceList)

} // namespace holdline::tst_devicelist

#include "tst_devicelist.moc"
