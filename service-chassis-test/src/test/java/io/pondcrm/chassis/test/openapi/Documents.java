package io.pondcrm.chassis.test.openapi;

import tools.jackson.databind.JsonNode;

/** A small OpenAPI document with one of everything that can be broken. */
final class Documents {

    private Documents() {}

    static JsonNode parcels() {
        return OpenApiDocument.JSON.readTree(
                """
                {"openapi":"3.1.0","info":{"title":"Parcels","version":"1"},
                 "servers":[{"url":"http://localhost:8081"}],
                 "paths":{
                  "/api/v1/parcels/{id}":{"get":{"x-permission":["parcels:read"],
                    "parameters":[
                      {"name":"id","in":"path","required":true,"schema":{"type":"string"}},
                      {"name":"view","in":"query","schema":{"type":"string","default":"a"}}],
                    "responses":{
                      "200":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Parcel"}}}},
                      "404":{"content":{"application/problem+json":{"schema":{"type":"object"}}}}}}},
                  "/api/v1/parcels":{"post":{"x-permission":["parcels:write"],
                    "requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/NewParcel"}}}},
                    "responses":{"201":{"headers":{"ETag":{"schema":{"type":"string"}}},
                      "content":{"application/json":{"schema":{"$ref":"#/components/schemas/Parcel"}}}},
                      "204":{}}}}},
                 "components":{"schemas":{
                  "NewParcel":{"type":"object","required":["size"],"properties":{
                    "size":{"type":"string","enum":["SMALL","LARGE"]},
                    "note":{"type":"string","maxLength":100},
                    "weight":{"type":"integer","minimum":1,"maximum":50},
                    "lines":{"type":"array","maxItems":9,"items":{"$ref":"#/components/schemas/Line"}}}},
                  "Line":{"type":"object","properties":{"sku":{"type":"string","x-data-class":"INTERNAL"}}},
                  "Parcel":{"type":"object","required":["id"],"properties":{
                    "id":{"type":"string","x-data-class":"INTERNAL"},
                    "recipient":{"type":"string","x-data-class":"PERSONAL"},
                    "size":{"type":"string","enum":["SMALL","LARGE"],"x-data-class":"INTERNAL"},
                    "weight":{"type":"integer","x-data-class":"INTERNAL"},
                    "sentAt":{"type":"string","format":"date-time","x-data-class":"INTERNAL"},
                    "lines":{"type":"array","x-data-class":"INTERNAL","items":{"$ref":"#/components/schemas/Line"}}}}}}}
                """);
    }
}
